import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rankBestSellers } from '../commands/rank-best-sellers.ts'
import { type CatalogShop, openCatalog } from '../testing/shop.ts'
import { listProducts } from './list-products.ts'

let shop: CatalogShop
const ids = new Map<string, Awaited<ReturnType<CatalogShop['load']>>[number]>()

beforeAll(async () => {
  shop = await openCatalog({ now: new Date('2026-06-15T00:00:00Z') })
  await shop.shelve('home', 'home/lamps', 'home/vases', 'garden')
  await shop.make('noirel', 'aldus')
  const at = (day: number) => `2026-05-${String(day).padStart(2, '0')}T10:00:00.123Z`
  const products = await shop.load(
    { name: 'Ember', categories: ['lamps'], brand: 'noirel', createdAt: at(1), featured: 5 },
    { name: 'Dune', categories: ['vases'], brand: 'noirel', createdAt: at(2) },
    { name: 'Çedar', categories: ['lamps', 'vases'], brand: 'aldus', createdAt: at(3), featured: 9 },
    { name: 'birch', categories: ['garden'], brand: 'aldus', createdAt: at(3) },
    { name: 'Amber', categories: ['home'], createdAt: at(20) },
    { name: 'Draft', categories: ['home'], status: 'draft' },
  )
  for (const product of products) ids.set(product.slug, product)
  await shop.tellPrices(
    Object.entries({ ember: 3000, dune: 1000, cedar: 2000, birch: 1000 }).map(([slug, amount]) => ({
      variantId: variantOf(slug),
      amount,
      compareAt: slug === 'dune' ? 1500 : null,
    })),
  )
  await shop.tellStock(variantOf('ember'), 'in_stock')
  await shop.tellStock(variantOf('cedar'), 'low')
})
afterAll(() => shop.close())

function saved(slug: string) {
  const product = ids.get(slug)
  if (!product) throw new Error(`${slug} was not loaded`)
  return product
}

function variantOf(slug: string) {
  const [variant] = saved(slug).variants
  if (!variant) throw new Error(`${slug} has no variant`)
  return variant.id
}

async function slugsOf(input: Parameters<typeof listProducts.input.parse>[0]) {
  const list = await shop.call(listProducts, listProducts.input.parse(input))
  return isRefused(list) ? list.code : list.items.map(({ slug }) => slug)
}

/** Products that are equal by the sort follow each other by id. */
function inOrderOfIds(slugs: readonly string[], ascending: boolean) {
  const sorted = slugs.toSorted((a, b) => (saved(a).id < saved(b).id ? -1 : 1))
  return ascending ? sorted : sorted.toReversed()
}

describe('catalog.list-products', () => {
  it('shows a card with the prices of the default market', async () => {
    const list = await shop.call(listProducts, listProducts.input.parse({ category: 'vases', sort: 'price' }))
    expect(list).toStrictEqual({
      items: [
        {
          id: saved('dune').id,
          slug: 'dune',
          name: 'Dune',
          brand: { slug: 'noirel', name: 'NOIREL' },
          image: null,
          price: { amount: 1000, currency: 'USD' },
          priceTo: { amount: 1000, currency: 'USD' },
          compareAt: { amount: 1500, currency: 'USD' },
          inStock: false,
          availability: 'out',
          variantCount: 1,
          isNew: false,
        },
        expect.objectContaining({ slug: 'cedar', inStock: true, availability: 'low' }),
      ],
      next: null,
    })
  })

  it('lists the products of a category and of all below it, each once, and no draft', async () => {
    expect(await slugsOf({ category: 'home', sort: 'name' })).toStrictEqual(['amber', 'cedar', 'dune', 'ember'])
    expect(await slugsOf({ category: 'lamps', sort: 'name' })).toStrictEqual(['cedar', 'ember'])
  })

  it.each([
    ['newest', ['amber', 'birch=cedar', 'dune', 'ember']],
    ['name', ['amber', 'birch', 'cedar', 'dune', 'ember']],
    ['featured', ['cedar', 'ember', 'amber', 'birch', 'dune']],
    ['price', ['birch=dune', 'cedar', 'ember']],
    ['-price', ['ember', 'cedar', 'birch=dune']],
  ])('sorts by %s, and pages of one join to the same list', async (sort, order) => {
    const expected = order.flatMap((equals) => inOrderOfIds(equals.split('='), sort === 'price'))
    const whole = await slugsOf({ sort })
    expect(whole).toStrictEqual(expected)
    const walked: string[] = []
    let after: string | null | undefined
    do {
      const page = await shop.call(
        listProducts,
        listProducts.input.parse({ sort, limit: 1, ...(after ? { after } : {}) }),
      )
      if (isRefused(page)) throw new Error(page.code)
      walked.push(...page.items.map(({ slug }) => slug))
      after = page.next
    } while (after)
    expect(walked).toStrictEqual(expected)
  })

  it('filters by brand, price and stock, alone and together', async () => {
    expect(await slugsOf({ brand: 'aldus', sort: 'name' })).toStrictEqual(['birch', 'cedar'])
    expect(await slugsOf({ brand: 'noirel', category: 'lamps' })).toStrictEqual(['ember'])
    expect(await slugsOf({ brand: 'aldus', category: 'garden', sort: 'price' })).toStrictEqual(['birch'])
    expect(await slugsOf({ priceFrom: 1000, priceTo: 2000, sort: 'name' })).toStrictEqual(['birch', 'cedar', 'dune'])
    expect(await slugsOf({ priceFrom: 1001, sort: 'price' })).toStrictEqual(['cedar', 'ember'])
    expect(await slugsOf({ inStock: true, sort: 'name' })).toStrictEqual(['cedar', 'ember'])
    expect(await slugsOf({ inStock: true, sort: '-price', category: 'home', brand: 'noirel' })).toStrictEqual(['ember'])
  })

  it('tells the total of a category where it is kept', async () => {
    expect(await shop.call(listProducts, listProducts.input.parse({ category: 'home', limit: 1 }))).toMatchObject({
      total: 4,
    })
    expect(await shop.call(listProducts, listProducts.input.parse({ inStock: true }))).not.toHaveProperty('total')
  })

  it('sorts by best selling once the sales are ranked', async () => {
    await shop.tellOrder({ productId: saved('dune').id, variantId: variantOf('dune'), quantity: 3 })
    await shop.tellOrder({ productId: saved('birch').id, variantId: variantOf('birch'), quantity: 4 })
    await shop.tellOrder({ productId: saved('dune').id, variantId: variantOf('dune'), quantity: 2 })
    await shop.runtime.call(rankBestSellers, { limit: 1 })
    await shop.runtime.call(rankBestSellers, { limit: 1 })
    expect(await shop.runtime.call(rankBestSellers, { limit: 1 })).toStrictEqual({ products: 0 })
    expect((await slugsOf({ sort: 'best-selling' })).slice(0, 2)).toStrictEqual(['dune', 'birch'])
    expect(await slugsOf({ sort: 'best-selling', category: 'garden' })).toStrictEqual(['birch'])
  })

  it.each([
    [{ category: 'nowhere' }, 'unknown_category'],
    [{ brand: 'nobody' }, 'unknown_brand'],
    [{ market: 'xx' }, 'unknown_market'],
    [{ after: 'rubbish' }, 'malformed_cursor'],
  ])('refuses %j', async (input, code) => {
    expect(await slugsOf(input)).toBe(code)
  })

  it('refuses a cursor of another sort', async () => {
    const page = await shop.call(listProducts, listProducts.input.parse({ sort: 'name', limit: 1 }))
    if (isRefused(page)) throw new Error(page.code)
    expect(await slugsOf({ sort: 'price', after: page.next })).toBe('malformed_cursor')
  })

  it.each([1, 4])('takes 2 statements for %i products', async (limit) => {
    const statements = await shop.statements(() =>
      shop.call(listProducts, listProducts.input.parse({ category: 'home', limit, inStock: false })),
    )
    expect(statements).toHaveLength(2)
  })
})
