import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getProduct } from '../queries/get-product.ts'
import { listProducts } from '../queries/list-products.ts'
import { type CatalogShop, openCatalog, staff } from '../testing/shop.ts'
import { archiveProduct } from './archive-product.ts'
import { createProduct } from './create-product.ts'
import { updateProduct } from './update-product.ts'

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog()
  await shop.shelve('home', 'home/lamps', 'home/vases')
})
afterAll(() => shop.close())

async function create(name: string, more: object = {}) {
  const input = { name, variants: [{ sku: `SKU ${name}` }], status: 'active', ...more }
  const state = await shop.call(createProduct, createProduct.input.parse(input), staff)
  if (isRefused(state)) throw new Error(JSON.stringify(state.data))
  return state
}

const update = (input: object) => shop.call(updateProduct, updateProduct.input.parse(input), staff)

const tables = () =>
  shop.rows(`select (select jsonb_agg(p order by id) from catalog.product p) as products,
    (select jsonb_agg(v order by id) from catalog.variant v) as variants,
    (select jsonb_agg(s order by shelf, product_id) from catalog.shelf_card s) as shelves,
    (select count(*) from kernel.event) as events`)

describe('catalog.update-product', () => {
  it('refuses an edit of an older version with the version it has, and changes nothing', async () => {
    const { id, variants } = await create('Ember')
    await update({ id, version: 1, name: 'Ember II', status: 'active', variants: [{ sku: variants[0]?.sku }] })
    const before = await tables()
    const stale = await update({ id, version: 1, name: 'Mine', status: 'active', variants: [{ sku: 'X' }] })
    expect(stale).toMatchObject({ code: 'stale_version', data: { version: 2 } })
    expect(await tables()).toStrictEqual(before)
  })

  it('lets one of two edits of the same version win', async () => {
    const { id } = await create('Duel')
    const edit = (name: string) => update({ id, version: 1, name, status: 'active', variants: [{ sku: 'SKU Duel' }] })
    const answers = await Promise.all([edit('First'), edit('Second')])
    const codes = answers.map((answer) => (isRefused(answer) ? answer.code : 'saved'))
    expect(codes.toSorted()).toStrictEqual(['saved', 'stale_version'])
  })

  it('leads the old address to the new one, and gives the old one to nobody else', async () => {
    const { id } = await create('Old Name')
    await update({
      id,
      version: 1,
      slug: 'new-name',
      name: 'New Name',
      status: 'active',
      variants: [{ sku: 'SKU Old Name' }],
    })
    const moved = await shop.call(getProduct, { slug: 'old-name' })
    expect(moved).toMatchObject({ code: 'product_moved', data: { slug: 'new-name' } })
    expect(await create('Old name', { variants: [{ sku: 'another' }] })).toMatchObject({ slug: 'old-name-2' })
    const back = await update({
      id,
      version: 2,
      slug: 'old-name',
      name: 'N',
      status: 'active',
      variants: [{ sku: 'SKU Old Name' }],
    })
    expect(back).toMatchObject({ slug: 'old-name', version: 3 })
  })

  it('refuses a slug of another product, and changes nothing', async () => {
    const { id } = await create('Mine')
    await create('Theirs')
    const before = await tables()
    const taken = await update({
      id,
      version: 1,
      slug: 'theirs',
      name: 'Mine',
      status: 'active',
      variants: [{ sku: 'SKU Mine' }],
    })
    expect(taken).toMatchObject({ code: 'invalid_product', data: { errors: [{ field: 'slug', code: 'slug_taken' }] } })
    expect(await tables()).toStrictEqual(before)
  })

  it('changes a SKU by the id of the variant', async () => {
    const { id, variants } = await create('Renamed')
    const state = await update({
      id,
      version: 1,
      name: 'R',
      status: 'active',
      variants: [{ id: variants[0]?.id, sku: 'NEW-SKU' }],
    })
    expect(state).toMatchObject({ variants: [{ id: variants[0]?.id, sku: 'NEW-SKU' }] })
  })

  it('moves a product between shelves and keeps their counts', async () => {
    const counts = async () => {
      const rows = await shop.rows(`select tag, product_count from catalog.shelf where tag like 'category:%'`)
      return Object.fromEntries(rows.map(({ tag, product_count }) => [tag, product_count]))
    }
    const { id } = await create('Mover', { categories: ['lamps'] })
    expect(await counts()).toStrictEqual({ 'category:home': 1, 'category:lamps': 1, 'category:vases': 0 })
    const variants = [{ sku: 'SKU Mover' }]
    await update({ id, version: 1, name: 'Mover', status: 'active', categories: ['vases'], variants })
    expect(await counts()).toStrictEqual({ 'category:home': 1, 'category:lamps': 0, 'category:vases': 1 })
    await update({ id, version: 2, name: 'Mover', status: 'draft', categories: ['vases'], variants })
    expect(await counts()).toStrictEqual({ 'category:home': 0, 'category:lamps': 0, 'category:vases': 0 })
  })

  it('archives for good: off every list, and back only as a draft', async () => {
    const { id } = await create('Gone', { categories: ['home'] })
    expect(await shop.call(archiveProduct, { id, version: 1 }, staff)).toMatchObject({ status: 'archived', version: 2 })
    expect(await shop.call(listProducts, listProducts.input.parse({ category: 'home' }))).toMatchObject({
      items: [],
      total: 0,
    })
    expect(await shop.call(getProduct, { slug: 'gone' })).toMatchObject({ code: 'unknown_product' })
    const again = await update({ id, version: 2, name: 'Gone', status: 'active', variants: [{ sku: 'SKU Gone' }] })
    expect(again).toMatchObject({ code: 'illegal_status', data: { from: 'archived', to: 'active' } })
  })

  it.each([1, 10])('takes the same 14 statements with %i variants', async (count) => {
    const { id } = await create(`Wide ${count}`)
    const variants = Array.from({ length: count }, (_, index) => ({
      sku: `wide ${count} ${index}`,
      options: [{ name: 'Size', value: String(index) }],
    }))
    const statements = await shop.statements(() =>
      update({ id, version: 1, name: 'Wide', status: 'active', slug: `w-${count}`, variants }),
    )
    expect(statements).toHaveLength(14)
  })
})
