import { expect, it } from 'vitest'
import { documentOf, isOwn, ruleFor } from './rules.ts'

const shop = 'https://shop.example'
const asked = (path: string, given: { readonly method?: string; readonly mode?: string } = {}) =>
  ruleFor({ method: 'GET', mode: 'navigate', url: new URL(path, shop).href, ...given }, shop)

it.each([
  ['/', 'page'],
  ['/products', 'page'],
  ['/products/aster-vase?variant=A', 'page'],
  ['/cart', 'page'],
  ['/products/aster-vase.data', 'page-data'],
  ['/_.data', 'page-data'],
  ['/assets/app-1.css', 'kept'],
  ['/media/abc/640.webp', 'kept'],
])('%s is looked after as %s', (path, rule) => {
  expect(asked(path)).toBe(rule)
})

it.each([
  '/api/v1/cart',
  '/checkout',
  '/checkout.data',
  '/orders/M-100042',
  '/orders/M-100042.data',
  '/accounting',
  '/dev/mail',
  'https://elsewhere.example/products',
])('%s goes to the shop alone', (path) => {
  expect(asked(path)).toBeUndefined()
})

it.each([
  ['/account/log-out', { method: 'POST' }],
  ['/account/log-out.data', { method: 'POST', mode: 'cors' }],
  ['/account/issuer?code=1&state=2', {}],
  ['/account', {}],
])('after %s somebody else may sit there', (path, given) => {
  expect(asked(path, given)).toBe('account')
})

it("tells the cart, which is one buyer's, from what is the same for all", () => {
  expect(['/cart', '/cart.data?_routes=routes%2Fcart', '/', '/products'].map((path) => isOwn(shop + path))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

it('leaves alone what is sent, and pages that are no pages', () => {
  expect(asked('/products/aster-vase', { method: 'POST' })).toBeUndefined()
  expect(asked('/products/aster-vase', { mode: 'cors' })).toBeUndefined()
  expect(asked('/account.data', { mode: 'cors' })).toBeUndefined()
})

it('knows the page that data belongs to', () => {
  expect(documentOf(`${shop}/_.data`)).toBe(`${shop}/`)
  expect(documentOf(`${shop}/products.data?sort=price&_routes=routes%2Fall-products`)).toBe(
    `${shop}/products?sort=price`,
  )
})
