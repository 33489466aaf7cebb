import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { CollectionCondition } from '../domain/collection-rule.ts'
import { ProductId } from '../domain/ids.ts'
import { collectionChanged, productChanged } from '../events.ts'
import {
  arrangeCollection,
  createCollection,
  getCollection,
  listCollections,
  listProducts,
  removeCollection,
  saveAttributes,
  showCollection,
  showProduct,
  updateCategory,
  updateCollection,
} from '../index.ts'
import { showCategory } from '../queries/show-category.ts'
import { type CatalogShop, only, openCatalog } from '../testing/shop.ts'

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog()
  await shop.shelve('home', 'home/lamps', 'home/vases', 'garden')
  await shop.make('halo', 'orbit')
  await shop.call(saveAttributes, {
    attributes: [
      { code: 'material', label: 'Material', type: 'text', unit: null, facet: true, choices: [], categories: [] },
      { code: 'height', label: 'Height', type: 'number', unit: 'cm', facet: true, choices: [], categories: [] },
      { code: 'handmade', label: 'Handmade', type: 'boolean', unit: null, facet: true, choices: [], categories: [] },
    ],
  })
})
afterAll(() => shop?.close())

type Wanted = Partial<z.input<typeof createCollection.input>>

async function made(name: string, more: Wanted = {}) {
  const created = await shop.call(createCollection, createCollection.input.parse({ name, ...more }))
  if (isRefused(created)) throw new Error(JSON.stringify(created.data))
  await held()
  return created
}

const held = () => shop.runtime.jobs.runJob('catalog.hold-collections')

async function namesIn(collection: string, more: object = {}): Promise<readonly string[]> {
  const listed = await shop.call(listProducts, listProducts.input.parse({ collection, sort: 'name', ...more }))
  if (isRefused(listed)) throw new Error(listed.code)
  return listed.items.map(({ name }) => name)
}

async function collectionsOf(id: string): Promise<readonly string[] | undefined> {
  const shown = await shop.call(showProduct, { id: ProductId.parse(id) })
  return isRefused(shown) ? undefined : shown.collections?.map(({ slug }) => slug)
}

describe('a collection by rule', () => {
  it('finds by category and those below it, brand, attributes and price, all of them or any', async () => {
    const [lamp, vase, bench] = await shop.load(
      { name: 'R lamp', categories: ['lamps'], brand: 'halo', attributes: [{ code: 'material', text: 'brass' }] },
      { name: 'R vase', categories: ['vases'], attributes: [{ code: 'height', number: 30 }] },
      { name: 'R bench', categories: ['garden'], attributes: [{ code: 'handmade', boolean: true }] },
    )
    if (!lamp || !vase || !bench) throw new Error('Nothing was loaded')
    await shop.tellPrice(only(lamp.variants).id, 9_000, 12_000)
    await shop.tellPrice(only(vase.variants).id, 4_000)
    const one = (condition: object) =>
      made(`R by ${JSON.stringify(condition)}`, {
        rule: createCollection.input.shape.rule.parse({ match: 'all', conditions: [condition] }),
      })
    const cases = [
      [{ about: 'category', slugs: ['home'] }, ['R lamp', 'R vase']],
      [{ about: 'brand', slugs: ['orbit', 'halo'] }, ['R lamp']],
      [{ about: 'text', code: 'material', values: ['brass', 'steel'] }, ['R lamp']],
      [{ about: 'number', code: 'height', from: 30, to: 30 }, ['R vase']],
      [{ about: 'number', code: 'height', from: 30.5 }, []],
      [{ about: 'boolean', code: 'handmade', value: true }, ['R bench']],
      [{ about: 'price', market: 'us', from: 4_001, to: 20_000 }, ['R lamp']],
      [{ about: 'reduced', market: 'us' }, ['R lamp']],
    ] as const
    for (const [condition, names] of cases) expect(await namesIn((await one(condition)).slug)).toEqual(names)

    const both: readonly CollectionCondition[] = [
      { about: 'category', slugs: ['home'], not: false },
      { about: 'price', market: 'us', to: 4_000, not: false },
    ]
    const slugOf = async (match: 'all' | 'any') =>
      (await made(`R ${match}`, { rule: { match, conditions: [...both] } })).slug
    expect(await namesIn(await slugOf('all'))).toEqual(['R vase'])
    expect(await namesIn(await slugOf('any'))).toEqual(['R lamp', 'R vase'])
    const home: CollectionCondition = { about: 'category', slugs: ['home'], not: false }
    const without: CollectionCondition = { about: 'brand', slugs: ['halo'], not: true }
    const barred = await made('R barred', { rule: { match: 'all', conditions: [home, without] } })
    expect(await namesIn(barred.slug)).toEqual(['R vase'])
  })

  it('takes a product in with its save, lets it go with its price, and tells both as new versions of the product', async () => {
    const rule = {
      match: 'all',
      conditions: [
        { about: 'text', code: 'material', values: ['jade'] },
        { about: 'price', market: 'us', from: 50_000 },
      ],
    } as const
    const { slug } = await made('Jade', { rule: createCollection.input.shape.rule.parse(rule) })
    const item = only(await shop.load({ name: 'Jade ring', attributes: [{ code: 'material', text: 'jade' }] }))
    const { id } = only(item.variants)
    expect(await namesIn(slug)).toEqual([])
    await shop.tellPrice(id, 50_000)
    expect([await namesIn(slug), await collectionsOf(item.id)]).toEqual([['Jade ring'], ['jade']])
    await shop.tellPrice(id, 49_999)
    expect([await namesIn(slug), await collectionsOf(item.id)]).toEqual([[], []])
    const told = (await shop.published(productChanged.name)).filter(({ key }) => key === item.id)
    expect(told.map(({ payload }) => productChanged.schema.parse(payload))).toMatchObject([
      { version: 1, collections: [] },
      { version: 2, collections: [{ slug: 'jade', name: 'Jade' }] },
      { version: 3, collections: [] },
    ])
  })

  it('follows a category that moves, and lists are told', async () => {
    await shop.shelve('attic', 'cellar', 'attic/trunks')
    const { slug } = await made('Cellared', {
      rule: { match: 'all', conditions: [{ about: 'category', slugs: ['cellar'], not: false }] },
    })
    const item = only(await shop.load({ name: 'Trunk', categories: ['trunks'] }))
    expect(await namesIn(slug)).toEqual([])
    const trunks = await shop.call(showCategory, { slug: 'trunks' })
    if (isRefused(trunks)) throw new Error(trunks.code)
    await shop.call(updateCategory, { ...trunks, parent: 'cellar' })
    expect([await namesIn(slug), await collectionsOf(item.id)]).toEqual([['Trunk'], ['cellared']])
  })

  it('is held against all products again when its rule changes, page by page', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Page ${String(index).padStart(2, '0')}`)
    await shop.load(...names.map((name, index) => ({ name, attributes: [{ code: 'height', number: 1_000 + index }] })))
    const between = (from: number, to: number) => ({
      match: 'all' as const,
      conditions: [{ about: 'number' as const, code: 'height', from, to, not: false }],
    })
    const first = await made('Paged', { rule: between(1_000, 1_005) })
    expect(await namesIn(first.slug)).toEqual(names.slice(0, 6))
    const changed = await shop.call(updateCollection, { ...first, rule: between(1_003, 1_011) })
    expect(isRefused(changed)).toBe(false)
    expect(await shop.call(showCollection, { slug: first.slug })).toMatchObject({ isFilling: true })
    await held()
    expect(await namesIn(first.slug)).toEqual(names.slice(3))
    expect(await shop.call(showCollection, { slug: first.slug })).toMatchObject({ isFilling: false })
    expect(await shop.call(getCollection, { slug: first.slug })).toMatchObject({ productCount: 9 })
  })

  it.each<readonly [name: string, rule: object, fault: string]>([
    [
      'an unknown category',
      { match: 'all', conditions: [{ about: 'category', slugs: ['moon'] }] },
      'rule.conditions.0.slugs.0 unknown_category',
    ],
    [
      'an unknown brand',
      { match: 'all', conditions: [{ about: 'brand', slugs: ['halo', 'moon'] }] },
      'rule.conditions.0.slugs.1 unknown_brand',
    ],
    [
      'prices upside down',
      { match: 'all', conditions: [{ about: 'price', market: 'us', from: 2, to: 1 }] },
      'rule.conditions.0.to empty_range',
    ],
    [
      'nothing but what it is not',
      { match: 'all', conditions: [{ about: 'reduced', market: 'us', not: true }] },
      'rule.conditions only_negations',
    ],
    [
      'what it is not among any',
      {
        match: 'any',
        conditions: [
          { about: 'brand', slugs: ['halo'] },
          { about: 'reduced', market: 'us', not: true },
        ],
      },
      'rule.match negation_in_any',
    ],
  ])('is refused for %s', async (name, rule, fault) => {
    const [field, code] = fault.split(' ')
    const before = await shop.rows('select count(*)::int as n from catalog.collection')
    const refused = await shop.call(createCollection, createCollection.input.parse({ name, rule }))
    expect(refused).toMatchObject({ code: 'invalid_rule', data: { errors: [{ field, code }] } })
    expect(await shop.rows('select count(*)::int as n from catalog.collection')).toEqual(before)
  })
})

describe('a collection by hand', () => {
  it('is featured in its own order and keeps what leaves the shop out of its list alone', async () => {
    const items = await shop.load(
      { name: 'H one' },
      { name: 'H two', featured: 900_000 },
      { name: 'H draft', status: 'draft' },
    )
    const [one, two, draft] = items.map(({ id }) => id)
    if (!one || !two || !draft) throw new Error('Nothing was loaded')
    const collection = await made('Hand')
    const arranged = await shop.call(arrangeCollection, { id: collection.id, version: 1, products: [draft, one, two] })
    expect(arranged).toMatchObject({ version: 2 })
    expect(await namesIn('hand', { sort: 'featured' })).toEqual(['H one', 'H two'])
    expect(await collectionsOf(one)).toEqual(['hand'])
    await shop.call(arrangeCollection, { id: collection.id, version: 2, products: [two, one] })
    expect(await namesIn('hand', { sort: 'featured' })).toEqual(['H two', 'H one'])
    expect(await collectionsOf(draft)).toEqual([])
    // a save of the product does not put it out of its place
    await shop.load({ name: 'H one', description: 'Changed.' })
    expect(await namesIn('hand', { sort: 'featured' })).toEqual(['H two', 'H one'])
  })

  it('refuses an older version, unknown products and one with a rule, and changes nothing', async () => {
    const item = only(await shop.load({ name: 'H refused' }))
    const { id } = await made('Refusing')
    const stranger = ProductId.parse('0190a0a0-0000-7000-8000-000000000000')
    expect(await shop.call(arrangeCollection, { id, version: 7, products: [item.id] })).toMatchObject({
      code: 'stale_version',
      data: { version: 1 },
    })
    expect(await shop.call(arrangeCollection, { id, version: 1, products: [item.id, stranger] })).toMatchObject({
      code: 'unknown_products',
      data: { products: [stranger] },
    })
    expect(await shop.call(showCollection, { slug: 'refusing' })).toMatchObject({ version: 1, products: [] })
    const ruled = await made('Ruled', {
      rule: { match: 'all', conditions: [{ about: 'brand', slugs: ['halo'], not: false }] },
    })
    expect(await shop.call(arrangeCollection, { id: ruled.id, version: 1, products: [] })).toMatchObject({
      code: 'ruled_collection',
    })
  })

  it('keeps what its rule had found when the rule is taken away', async () => {
    await shop.load({ name: 'K', attributes: [{ code: 'material', text: 'quartz' }] })
    const ruled = await made('Kept', {
      rule: { match: 'all', conditions: [{ about: 'text', code: 'material', values: ['quartz'], not: false }] },
    })
    await shop.call(updateCollection, { ...ruled, rule: null })
    await held()
    expect(await namesIn('kept')).toEqual(['K'])
  })
})

describe('any collection', () => {
  it('leads from its old slug to the new one, and frees both when it is removed', async () => {
    const item = only(await shop.load({ name: 'M' }))
    const collection = await made('Moved')
    await shop.call(arrangeCollection, { id: collection.id, version: 1, products: [item.id] })
    await shop.call(updateCollection, { ...collection, version: 2, slug: 'gone-on' })
    expect(await shop.call(getCollection, { slug: 'moved' })).toMatchObject({
      code: 'collection_moved',
      data: { slug: 'gone-on' },
    })
    expect(await shop.call(removeCollection, { id: collection.id, version: 2 })).toMatchObject({
      code: 'stale_version',
    })
    expect(await shop.call(removeCollection, { id: collection.id, version: 3 })).toMatchObject({ removed: true })
    expect(await shop.call(getCollection, { slug: 'gone-on' })).toMatchObject({ code: 'unknown_collection' })
    expect(await collectionsOf(item.id)).toEqual([])
    await held()
    expect(await shop.rows(`select count(*)::int as n from catalog.collection where id = '${collection.id}'`)).toEqual([
      { n: 0 },
    ])
    expect((await made('Moved')).slug).toBe('moved')
    const told = await shop.published(collectionChanged.name)
    expect(
      told.filter(({ key }) => key === collection.id).map(({ payload }) => collectionChanged.schema.parse(payload)),
    ).toMatchObject([
      { version: 1, slug: 'moved', byRule: false, removed: false },
      { version: 2 },
      { version: 3, slug: 'gone-on' },
      { version: 4, removed: true },
    ])
  })

  it('is listed by position, a page at a time', async () => {
    await made('List b', { position: 900_001 })
    await made('List a', { position: 900_002 })
    await made('List c', { position: 900_002 })
    const slugs: string[] = []
    let after: string | undefined
    do {
      const page = await shop.call(listCollections, { limit: 2, after })
      slugs.push(...page.items.map(({ slug }) => slug))
      after = page.next ?? undefined
    } while (after)
    expect(slugs.slice(-3)).toEqual(['list-b', 'list-a', 'list-c'])
    expect(new Set(slugs).size).toBe(slugs.length)
  })

  it('is walked with a category and a brand at once', async () => {
    await shop.load(
      { name: 'W1', categories: ['lamps'], brand: 'halo', attributes: [{ code: 'material', text: 'wax' }] },
      { name: 'W2', categories: ['lamps'], brand: 'orbit', attributes: [{ code: 'material', text: 'wax' }] },
      { name: 'W3', categories: ['vases'], brand: 'halo', attributes: [{ code: 'material', text: 'wax' }] },
    )
    const { slug } = await made('Wax', {
      rule: { match: 'all', conditions: [{ about: 'text', code: 'material', values: ['wax'], not: false }] },
    })
    expect(await namesIn(slug, { category: 'lamps', brand: 'halo' })).toEqual(['W1'])
    expect(await namesIn(slug, { category: 'home' })).toEqual(['W1', 'W2', 'W3'])
  })
})
