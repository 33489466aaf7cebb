import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getCategory } from '../queries/get-category.ts'
import { listCategories } from '../queries/list-categories.ts'
import { listProducts } from '../queries/list-products.ts'
import { showCategory } from '../queries/show-category.ts'
import { type CatalogShop, only, openCatalog, staff } from '../testing/shop.ts'
import { createCategory } from './create-category.ts'
import { saveCategories } from './save-categories.ts'
import { updateCategory } from './update-category.ts'

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog()
  await shop.shelve('home', 'home/lamps', 'lamps/desk-lamps', 'garden')
  const made = only(await shop.load({ name: 'Anglepoise', categories: ['desk-lamps'] }))
  await shop.tellPrice(only(made.variants).id, 1200)
})
afterAll(() => shop.close())

async function update(slug: string, change: object) {
  const state = await shop.call(showCategory, { slug }, staff)
  if (isRefused(state)) throw new Error(state.code)
  return shop.call(updateCategory, updateCategory.input.parse({ ...state, ...change }), staff)
}

const tree = async () => {
  const { items } = await shop.call(listCategories, {})
  return items.map(({ slug, depth, productCount }) => `${' '.repeat(depth)}${slug} ${productCount}`)
}

const priced = async (category: string) => {
  const list = await shop.call(listProducts, listProducts.input.parse({ category, sort: 'price' }))
  return isRefused(list) ? list.code : list.items.map(({ slug, price }) => `${slug} ${price?.amount}`)
}

describe('catalog.update-category', () => {
  it('moves a category with all below it: shelves, prices and counts go along', async () => {
    expect(await tree()).toStrictEqual(['home 1', ' lamps 1', '  desk-lamps 1', 'garden 0'])
    await update('lamps', { parent: 'garden' })
    expect(await tree()).toStrictEqual(['home 0', 'garden 1', ' lamps 1', '  desk-lamps 1'])
    expect([await priced('home'), await priced('garden'), await priced('desk-lamps')]).toStrictEqual([
      [],
      ['anglepoise 1200'],
      ['anglepoise 1200'],
    ])
    expect(await shop.call(getCategory, { slug: 'desk-lamps' })).toMatchObject({
      breadcrumb: [{ slug: 'garden' }, { slug: 'lamps' }, { slug: 'desk-lamps' }],
    })
  })

  it('refuses a parent from below, and changes nothing', async () => {
    const before = await shop.rows('select * from catalog.category order by id')
    expect(await update('garden', { parent: 'desk-lamps' })).toMatchObject({ code: 'category_circle' })
    expect(await update('garden', { parent: 'nowhere' })).toMatchObject({ code: 'unknown_parent' })
    expect(await update('garden', { version: 7 })).toMatchObject({ code: 'stale_version', data: { version: 1 } })
    expect(await update('garden', { slug: 'home' })).toMatchObject({ code: 'slug_taken' })
    expect(await shop.rows('select * from catalog.category order by id')).toStrictEqual(before)
  })

  it('leads the old address of page and list to the new one', async () => {
    await update('home', { slug: 'house' })
    expect(await shop.call(getCategory, { slug: 'home' })).toMatchObject({
      code: 'category_moved',
      data: { slug: 'house' },
    })
    expect(await priced('home')).toBe('category_moved')
    expect(await priced('house')).toStrictEqual([])
  })
})

describe('catalog.create-category', () => {
  it('numbers the slugs of equal names', async () => {
    const create = () => shop.call(createCategory, createCategory.input.parse({ name: 'Œuvres d’art' }), staff)
    const made = await Promise.all([create(), create(), create()])
    const slugs = made.map((one) => (isRefused(one) ? one.code : one.slug))
    expect(slugs.toSorted()).toStrictEqual(['oeuvres-dart', 'oeuvres-dart-2', 'oeuvres-dart-3'])
  })
})

describe('catalog.save-categories', () => {
  it('leaves alone what stands, announces what is new or renamed, and refuses to move', async () => {
    const category = { slug: 'attic', name: 'Attic', description: '', parent: null, position: 9 }
    const announced = async () => (await shop.published('catalog.category.changed.v1')).length
    const before = await announced()
    await shop.runtime.call(saveCategories, { categories: [category] })
    await shop.runtime.call(saveCategories, { categories: [category] })
    expect((await announced()) - before).toBe(1)
    await shop.runtime.call(saveCategories, { categories: [{ ...category, name: 'The attic' }] })
    expect((await announced()) - before).toBe(2)
    const moved = await shop.runtime.call(saveCategories, { categories: [{ ...category, parent: 'house' }] })
    expect(moved).toMatchObject({ data: { errors: [{ field: 'categories.0.parent', code: 'category_elsewhere' }] } })
  })
})
