import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rankBestSellers } from '../commands/rank-best-sellers.ts'
import { VariantId } from '../domain/ids.ts'
import { getProduct } from '../queries/get-product.ts'
import { listProducts } from '../queries/list-products.ts'
import { variants } from '../queries/variants.ts'
import { type CatalogShop, only, openCatalog } from '../testing/shop.ts'

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog()
  await shop.shelve('home', 'garden')
})
afterAll(() => shop.close())

const pair = (name: string) =>
  ['Small', 'Large'].map((value) => ({ sku: `${name} ${value}`, options: [{ name: 'Size', value }] }))

/** Keeps the answer to a list as the transport would, and tells whether it is still kept. */
async function keepList(key: string, input: object) {
  await shop.quiet()
  const parsed = listProducts.input.parse(input)
  const output = await shop.call(listProducts, parsed)
  if (isRefused(output)) throw new Error(output.code)
  const tags = listProducts.tags?.(parsed, output)
  const body = Buffer.from('list')
  await shop.runtime.answers.load(key, async () => ({ status: 200, contentType: 'application/json', body, tags }))
  return () => shop.runtime.answers.get(key) !== undefined
}

describe('prices on cards', () => {
  it('are the lowest and the highest of the variants, with what the cheapest cost before', async () => {
    const { slug, variants: made } = only(await shop.load({ name: 'Vase', variants: pair('Vase') }))
    const [small, large] = made
    if (!small || !large) throw new Error('variants are missing')
    await shop.tellPrice(small.id, 1500, 1900)
    await shop.tellPrice(large.id, 2500)
    expect(await shop.call(listProducts, listProducts.input.parse({ sort: 'price' }))).toMatchObject({
      items: [
        {
          slug: 'vase',
          price: { amount: 1500, currency: 'USD' },
          priceTo: { amount: 2500, currency: 'USD' },
          compareAt: { amount: 1900, currency: 'USD' },
          variantCount: 2,
        },
      ],
    })
    expect(await shop.call(getProduct, { slug })).toMatchObject({
      options: [{ name: 'Size', values: ['Small', 'Large'] }],
      variants: [
        { price: { amount: 1500, currency: 'USD' }, compareAt: { amount: 1900, currency: 'USD' } },
        { price: { amount: 2500, currency: 'USD' }, compareAt: null },
      ],
    })
  })

  it('wait for a variant that the catalogue does not know', async () => {
    const stranger = VariantId.parse('0199a000-0000-7000-8000-000000000001')
    await shop.tellPrice(stranger, 700)
    await shop.tellStock(stranger, 'in_stock')
    expect(await shop.rows(`select amount from catalog.variant_offer where variant_id = '${stranger}'`)).toStrictEqual([
      { amount: 700 },
    ])
    expect(await shop.rows('select * from kernel.parked')).toStrictEqual([])
  })

  it('come back with a product that was a draft meanwhile', async () => {
    const [made] = await shop.load({ name: 'Sleeper' })
    const id = only(made?.variants ?? []).id
    await shop.load({ name: 'Sleeper', status: 'draft' })
    await shop.tellPrice(id, 900)
    await shop.load({ name: 'Sleeper' })
    expect(await shop.rows(`select price_from from catalog.card_price where product_id = '${made?.id}'`)).toStrictEqual(
      [{ price_from: 900 }],
    )
  })
})

describe('kept answers', () => {
  it('go when a price on them changes or could bring other products, and stay otherwise', async () => {
    const [first, second] = await shop.load(
      { name: 'Oak', categories: ['home'] },
      { name: 'Elm', categories: ['garden'] },
    )
    const oak = only(first?.variants ?? []).id
    await shop.tellPrice(oak, 100)
    await shop.tellPrice(only(second?.variants ?? []).id, 100)
    const home = await keepList('home', { category: 'home' })
    const garden = await keepList('garden', { category: 'garden' })
    const gardenByPrice = await keepList('garden by price', { category: 'garden', sort: 'price' })
    const dear = await keepList('dear', { priceFrom: 50_000 })
    await shop.tellPrice(oak, 200)
    expect([home(), garden(), gardenByPrice(), dear()]).toStrictEqual([false, true, true, false])
  })

  it('of lists by stock go when a product elsewhere comes into stock', async () => {
    const made = only(await shop.load({ name: 'Fir', categories: ['home'] }))
    const inStock = await keepList('in stock', { category: 'home', inStock: true })
    const garden = await keepList('garden', { category: 'garden', inStock: true })
    await shop.tellStock(only(made.variants).id, 'low')
    expect([inStock(), garden()]).toStrictEqual([false, true])
  })

  it('of best sellers go with the ranking, not with each sale', async () => {
    const made = only(await shop.load({ name: 'Ash', categories: ['home'] }))
    const bestSelling = await keepList('best', { sort: 'best-selling', category: 'home' })
    await shop.tellOrder({ productId: made.id, variantId: only(made.variants).id, quantity: 2 })
    expect(bestSelling()).toBe(true)
    await shop.runtime.call(rankBestSellers, { limit: 10 })
    expect(bestSelling()).toBe(false)
  })

  it('of a category go when a product joins it', async () => {
    const home = await keepList('home', { category: 'home', sort: 'name' })
    const garden = await keepList('garden', { category: 'garden', sort: 'name' })
    await shop.load({ name: 'Yew', categories: ['home'] })
    expect([home(), garden()]).toStrictEqual([false, true])
  })
})

describe('catalog.variants', () => {
  it.each([1, 10])('takes 1 statement for %i variants when cold and none when warm', async (count) => {
    const made = await shop.load(...Array.from({ length: count }, (_, index) => ({ name: `Cold ${count} ${index}` })))
    const ids = made.map(({ variants: [variant] }) => only(variant ? [variant.id] : []))
    await shop.quiet()
    expect(await shop.statements(() => shop.call(variants, { ids }))).toHaveLength(1)
    expect(await shop.statements(() => shop.call(variants, { ids }))).toHaveLength(0)
  })

  it('tells the new name at once after an edit, and that a withdrawn variant is not sold', async () => {
    const made = only(await shop.load({ name: 'Pine', variants: pair('Pine') }))
    const ids = made.variants.map(({ id }) => id)
    expect(await shop.call(variants, { ids })).toMatchObject({
      items: [{ productName: 'Pine', sellable: true }, { sellable: true }],
    })
    await shop.load({ name: 'Pine tree', externalKey: 'Pine', variants: pair('Pine').slice(0, 1) })
    expect(await shop.call(variants, { ids })).toMatchObject({
      items: [
        { productName: 'Pine tree', sku: 'Pine Small', sellable: true },
        { productName: 'Pine tree', sku: 'Pine Large', sellable: false },
      ],
    })
  })
})

describe('catalog.get-product', () => {
  it('takes 1 statement', async () => {
    await shop.load({ name: 'Once', categories: ['home'], variants: pair('Once') })
    expect(await shop.statements(() => shop.call(getProduct, { slug: 'once' }))).toHaveLength(1)
  })

  it('refuses an address that nothing has, a draft, and a market that does not exist', async () => {
    await shop.load({ name: 'Hidden', status: 'draft' }, { name: 'Seen' })
    expect(await shop.call(getProduct, { slug: 'nothing' })).toMatchObject({ code: 'unknown_product' })
    expect(await shop.call(getProduct, { slug: 'hidden' })).toMatchObject({ code: 'unknown_product' })
    expect(await shop.call(getProduct, { slug: 'seen', market: 'xx' })).toMatchObject({ code: 'unknown_market' })
  })
})
