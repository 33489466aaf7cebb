import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CatalogShop, only, openCatalog } from '../testing/shop.ts'
import { listProducts } from './list-products.ts'

let shop: CatalogShop
const count = 2_010
const names = Array.from({ length: count }, (_, index) => `item-${String(index + 1).padStart(4, '0')}`)

beforeAll(async () => {
  shop = await openCatalog()
  for (let from = 0; from < count; from += 500) {
    const made = await shop.load(...names.slice(from, from + 500).map((name) => ({ name })))
    // the later the name, the lower the price, so that neither order is the other
    await shop.tellPrices(
      made.map(({ variants }, index) => ({
        variantId: only(variants).id,
        amount: count - from - index,
        compareAt: null,
      })),
    )
  }
})
afterAll(() => shop.close())

async function pageOf(input: object) {
  const page = await shop.call(listProducts, listProducts.input.parse({ ...input, limit: 100 }))
  if (isRefused(page)) throw new Error(page.code)
  return { slugs: page.items.map(({ slug }) => slug), next: page.next }
}

async function all(input: object): Promise<readonly string[]> {
  let { slugs, next } = await pageOf(input)
  while (next !== null) {
    const page = await pageOf({ ...input, after: next })
    slugs = [...slugs, ...page.slugs]
    next = page.next
  }
  return slugs
}

it.each([
  ['few products, which are sorted', 1_500],
  ['as many as are still sorted', 2_000],
  ['too many to sort, which are walked', 2_005],
])('lists by name within a price range of %s', async (_, priceTo) => {
  expect(await all({ sort: 'name', priceFrom: 1, priceTo })).toStrictEqual(names.slice(count - priceTo))
})

it('lists by price within a price range', async () => {
  expect(await all({ sort: 'price', priceFrom: 6, priceTo: 300 })).toStrictEqual(
    names.slice(count - 300, -5).toReversed(),
  )
})
