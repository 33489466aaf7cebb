import { describe, expect, it } from 'vitest'
import { cursorOf, positionOf } from './cursor.ts'

const id = '0199a000-0000-7000-8000-000000000001'
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a cursor', () => {
  it('gives its position back to the sort it was made for', () => {
    const cursor = cursorOf('name', ['étage “2”', id])
    expect(positionOf('name', cursor)).toStrictEqual(['étage “2”', id])
    expect(positionOf('price', cursor)).toBeUndefined()
  })

  it.each([
    ['name', 'rubbish'],
    ['name', encoded(null)],
    ['name', encoded(['name', 'a\0b', id])],
    ['name', encoded(['name', '\ud83d', id])],
    ['newest', encoded(['newest', '0000-01-01T00:00:00Z', id])],
    ['newest', encoded(['newest', 'yesterday', id])],
    ['price', encoded(['price', 1e300, id])],
    ['price', encoded(['price', 1, 'no id'])],
    ['featured', encoded(['featured', 2 ** 40, '2026-01-01T00:00:00Z', id])],
    ['featured', encoded(['featured', 1, '2026-01-01T00:00:00Z', id, id])],
  ] as const)('of %s is refused when it is %j', (sort, cursor) => {
    expect(positionOf(sort, cursor)).toBeUndefined()
  })
})
