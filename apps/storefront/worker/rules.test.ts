import { expect, it } from 'vitest'
import { documentOf, ruleFor } from './rules.ts'

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
  '/account',
  '/dev/mail',
  'https://elsewhere.example/products',
])('%s goes to the shop alone', (path) => {
  expect(asked(path)).toBeUndefined()
})

it('leaves alone what is sent, and pages that are no pages', () => {
  expect(asked('/products/aster-vase', { method: 'POST' })).toBeUndefined()
  expect(asked('/products/aster-vase', { mode: 'cors' })).toBeUndefined()
})

it('knows the page that data belongs to', () => {
  expect(documentOf(`${shop}/_.data`)).toBe(`${shop}/`)
  expect(documentOf(`${shop}/products.data?sort=price&_routes=routes%2Fall-products`)).toBe(
    `${shop}/products?sort=price`,
  )
})
