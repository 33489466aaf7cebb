import { expect, it } from 'vitest'
import { wayBack } from './way-back.ts'

it.each(['/', '/cart', '/categories/vases', '/orders/M-100042'])('leads back to %s', (path) => {
  expect(wayBack(path)).toBe(path)
})

it.each(['//evil.test', '/\\evil.test', 'https://evil.test', '/a\nb', '', undefined, 'javascript:alert(1)'])(
  'leads home from %j',
  (given) => {
    expect(wayBack(given)).toBe('/')
  },
)
