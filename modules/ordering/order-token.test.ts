import { expect, test } from 'vitest'
import { opens, orderTokenOf, tokenHash } from './order-token.ts'

test('the token of an order follows from its cart and differs from order to order', () => {
  const token = orderTokenOf('cart-secret', 'order-1')
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(orderTokenOf('cart-secret', 'order-1')).toBe(token)
  expect(orderTokenOf('cart-secret', 'order-2')).not.toBe(token)
  expect(orderTokenOf('other-secret', 'order-1')).not.toBe(token)
})

test('any of its tokens opens an order, and nothing else does', () => {
  const hashes = [tokenHash('checkout'), tokenHash('mail')]
  expect(opens('checkout', hashes)).toBe(true)
  expect(opens('mail', hashes)).toBe(true)
  for (const [token, known] of [
    ['wrong', hashes],
    ['', hashes],
    [undefined, hashes],
    ['checkout', []],
    ['', []],
    [undefined, []],
  ] as const) {
    expect(opens(token, known)).toBe(false)
  }
})
