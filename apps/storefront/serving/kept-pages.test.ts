import { expect, it } from 'vitest'
import { keptAddress } from './kept-pages.ts'

it.each([
  ['/', '/'],
  ['/?utm_source=letter', '/'],
  ['/categories/vases?sort=price&from=&brand=noirel&x=1', '/categories/vases?brand=noirel&sort=price'],
  ['/products?after=abc', '/products?after=abc'],
  ['/products/moon-vase?variant=A%20B', '/products/moon-vase?variant=A+B'],
  ['/_.data?_routes=root', '/_.data?_routes=root'],
  ['/products/moon-vase.data?variant=A', '/products/moon-vase.data?variant=A'],
])('%s is kept as %s', (url, address) => {
  expect(keptAddress(url)).toBe(address)
})

it.each(['/cart', '/cart.data', '/checkout', '/orders/M-100042?token=x', '/products/a/b', '/nothing', '//evil.test/'])(
  '%s is made for the one who asks',
  (url) => {
    expect(keptAddress(url)).toBeUndefined()
  },
)
