import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getBrand } from '../queries/get-brand.ts'
import { getProduct } from '../queries/get-product.ts'
import { listBrands } from '../queries/list-brands.ts'
import { listProducts } from '../queries/list-products.ts'
import { showBrand } from '../queries/show-brand.ts'
import { type CatalogShop, openCatalog, staff } from '../testing/shop.ts'
import { createBrand } from './create-brand.ts'
import { saveBrands } from './save-brands.ts'
import { updateBrand } from './update-brand.ts'

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog()
  await shop.make('aldus')
  await shop.load({ name: 'Type', brand: 'aldus' })
})
afterAll(() => shop.close())

async function update(slug: string, change: object) {
  const state = await shop.call(showBrand, { slug }, staff)
  if (isRefused(state)) throw new Error(state.code)
  return shop.call(updateBrand, updateBrand.input.parse({ ...state, ...change }), staff)
}

describe('catalog.update-brand', () => {
  it('renames: products show the new name, the old address leads to the new one', async () => {
    expect(await update('aldus', { slug: 'aldine', name: 'Aldine' })).toMatchObject({ slug: 'aldine', version: 2 })
    expect(await shop.call(getProduct, { slug: 'type' })).toMatchObject({ brand: { slug: 'aldine', name: 'Aldine' } })
    expect(await shop.call(getBrand, { slug: 'aldus' })).toMatchObject({
      code: 'brand_moved',
      data: { slug: 'aldine' },
    })
    expect(await shop.call(getBrand, { slug: 'aldine' })).toMatchObject({ name: 'Aldine', productCount: 1 })
    const old = await shop.call(listProducts, listProducts.input.parse({ brand: 'aldus' }))
    expect(old).toMatchObject({ code: 'brand_moved', data: { slug: 'aldine' } })
  })

  it('refuses an older version and a slug that was given, and changes nothing', async () => {
    await shop.call(createBrand, createBrand.input.parse({ name: 'Bodoni' }), staff)
    const before = await shop.rows('select * from catalog.brand order by id')
    expect(await update('bodoni', { version: 9 })).toMatchObject({ code: 'stale_version', data: { version: 1 } })
    expect(await update('bodoni', { slug: 'aldus' })).toMatchObject({ code: 'slug_taken' })
    expect(await shop.rows('select * from catalog.brand order by id')).toStrictEqual(before)
  })
})

describe('catalog.save-brands', () => {
  it('announces only what is new or changed', async () => {
    const announced = async () => (await shop.published('catalog.brand.changed.v1')).length
    const before = await announced()
    const didot = { slug: 'didot', name: 'Didot', description: '' }
    await shop.runtime.call(saveBrands, { brands: [didot] })
    await shop.runtime.call(saveBrands, { brands: [didot] })
    expect((await announced()) - before).toBe(1)
    await shop.runtime.call(saveBrands, { brands: [{ ...didot, description: 'Paris' }] })
    expect((await announced()) - before).toBe(2)
    const { items } = await shop.call(listBrands, {})
    expect(items).toStrictEqual([
      { slug: 'aldine', name: 'Aldine', productCount: 1 },
      { slug: 'bodoni', name: 'Bodoni', productCount: 0 },
      { slug: 'didot', name: 'Didot', productCount: 0 },
    ])
  })
})
