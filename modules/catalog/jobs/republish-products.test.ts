import { afterAll, beforeAll, expect, it } from 'vitest'
import { productChanged } from '../events.ts'
import { type CatalogShop, openCatalog } from '../testing/shop.ts'

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog()
})
afterAll(() => shop.close())

it('announces the present state of every product again, drafts included, over several pages', async () => {
  const names = Array.from({ length: 501 }, (_, index) => ({ name: `Product ${index}` }))
  await shop.load(...names, { name: 'Draft', status: 'draft' })
  const first = await shop.published(productChanged.name)
  expect(await shop.runtime.events.republish(productChanged.name)).toBe(502)
  const again = (await shop.published(productChanged.name)).slice(first.length)
  const byKey = (a: Record<string, unknown>, b: Record<string, unknown>) => (String(a.key) < String(b.key) ? -1 : 1)
  expect(again.toSorted(byKey)).toStrictEqual(first.toSorted(byKey))
})
