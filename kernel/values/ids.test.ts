import { expect, test } from 'vitest'
import { newId, newToken } from './ids.ts'

test('ids are UUIDv7, unique, and sort by the time they were made at', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => newId(1_700_000_000_000 + index))
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(1_000)
  expect(ids.toSorted()).toEqual(ids)
  expect(Number.parseInt(newId(1_700_000_000_000).replace('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000)
})

test('tokens carry 256 bits', () => {
  expect(Buffer.from(newToken(), 'base64url')).toHaveLength(32)
  expect(newToken()).not.toBe(newToken())
})
