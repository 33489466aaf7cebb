import { brandChanged, categoryChanged, productChanged } from '@merx/catalog/events'
import { availabilityChanged } from '@merx/inventory/events'
import { newId } from '@merx/kernel'
import { priceChanged } from '@merx/pricing/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSearch, productState, type SearchShop, telling } from '../testing/shop.ts'

let shop: SearchShop

beforeAll(async () => {
  shop = await openSearch()
})
afterAll(() => shop.close())

const slugs = ({ items }: { items: readonly { slug: string }[] }) => items.map(({ slug }) => slug).sort()

describe('a product', () => {
  it('is found when it is told, by its new name when that is told, and no longer when it is archived', async () => {
    const vase = productState({ name: 'Amphora' })
    await shop.tell(telling(productChanged, vase))
    expect(slugs(await shop.find('amphora'))).toEqual(['amphora'])
    await shop.tell(telling(productChanged, { ...vase, version: 2, name: 'Krater' }))
    expect(slugs(await shop.find('amphora'))).toEqual([])
    expect(slugs(await shop.find('krater'))).toEqual(['amphora'])
    await shop.tell(telling(productChanged, { ...vase, version: 3, status: 'archived' }))
    expect(slugs(await shop.find('krater'))).toEqual([])
  })

  it('is not brought back by an event that is late', async () => {
    const vase = productState({ name: 'Hydria' })
    await shop.tell(telling(productChanged, { ...vase, version: 2, status: 'archived' }))
    await shop.tell(telling(productChanged, vase))
    expect(slugs(await shop.find('hydria'))).toEqual([])
  })

  it('shows its brand, its lowest price and the best stock of its variants, whichever is told first', async () => {
    const variants = ['small', 'large'].map((sku, position) => ({
      ...productState({ name: 'x' }).variants[0],
      ...{ id: newId(), sku, position, barcode: null, options: [], weight: 1, image: null },
    }))
    const bowl = productChanged.schema.parse({
      ...productState({ name: 'Bowl' }),
      brand: { slug: 'noirel', name: 'Noirel' },
      variants,
    })
    const [small, large] = bowl.variants
    if (!small || !large) throw new Error('variants are missing')
    const price = (variantId: typeof small.id, amount: number, compareAt: number | null) =>
      telling(priceChanged, { variantId, version: 1, prices: [{ market: 'us', currency: 'USD', amount, compareAt }] })
    await shop.tell(price(small.id, 1500, 1900))
    await shop.tell(
      telling(brandChanged, brandState('noirel', 'Noirel')),
      telling(productChanged, bowl),
      price(large.id, 2500, null),
      telling(availabilityChanged, { variantId: large.id, availability: 'low', available: 2 }),
    )
    expect((await shop.find('bowl')).items).toMatchObject([
      {
        id: bowl.id,
        brand: { slug: 'noirel', name: 'Noirel' },
        price: { amount: 1500, currency: 'USD' },
        priceTo: { amount: 2500, currency: 'USD' },
        compareAt: { amount: 1900, currency: 'USD' },
        availability: 'low',
        inStock: true,
        variantCount: 2,
      },
    ])
  })
})

describe('a category', () => {
  it('finds the products of all below it, by its name too', async () => {
    const [home, vases] = [categoryState('home', 'Home', null), categoryState('vases', 'Vessels', 'home')]
    await shop.tell(
      telling(categoryChanged, home),
      telling(categoryChanged, vases),
      telling(productChanged, productState({ name: 'Pelike', categories: [{ slug: 'vases', name: 'Vessels' }] })),
    )
    expect(slugs(await shop.find('vessels', { category: 'home' }))).toEqual(['pelike'])
  })
})

function categoryState(slug: string, name: string, parent: string | null) {
  return categoryChanged.schema.parse({ id: newId(), version: 1, slug, name, description: '', parent, position: 0 })
}

function brandState(slug: string, name: string) {
  return brandChanged.schema.parse({ id: newId(), version: 1, slug, name, description: '' })
}
