import { isRefused } from '@merx/kernel'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CollectionCondition, CollectionRule } from '../domain/collection-rule.ts'
import type { ProductState } from '../events.ts'
import { createCollection, saveAttributes, showProduct, updateCategory, updateCollection } from '../index.ts'
import { showCategory } from '../queries/show-category.ts'
import { showCollection } from '../queries/show-collection.ts'
import { type CatalogShop, only, openCatalog } from '../testing/shop.ts'
import { holdCollections } from './hold-collections.ts'

const products = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'] as const
const categories = ['rooms', 'lights', 'desks', 'yard'] as const
const brands = ['halo', 'orbit'] as const
const materials = ['brass', 'oak'] as const
const rules = ['c0', 'c1', 'c2'] as const

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog()
  await shop.shelve('rooms', 'rooms/lights', 'rooms/desks', 'yard')
  await shop.make(...brands)
  await shop.call(saveAttributes, {
    attributes: (['text', 'number', 'boolean'] as const).map((type) => ({
      code: `a_${type}`,
      label: type,
      type,
      unit: null,
      facet: false,
      choices: [],
      categories: [],
    })),
  })
  await shop.load(...products.map((name) => ({ name, slug: name })))
  for (const slug of rules) await shop.call(createCollection, createCollection.input.parse({ slug, name: slug }))
})
afterAll(() => shop?.close())

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 })
const height = fc.integer({ min: 0, max: 4 })
const amount = height.map((units) => units * 1_000)
const not = fc.boolean()

const condition: fc.Arbitrary<CollectionCondition> = fc.oneof(
  fc.record({ about: fc.constant('category' as const), slugs: some(categories), not }),
  fc.record({ about: fc.constant('brand' as const), slugs: some(brands), not }),
  fc.record({ about: fc.constant('text' as const), code: fc.constant('a_text'), values: some(materials), not }),
  fc.tuple(height, height, not).map(([a, b, no]) => ({
    about: 'number' as const,
    code: 'a_number',
    from: Math.min(a, b),
    to: Math.max(a, b),
    not: no,
  })),
  fc.record({ about: fc.constant('boolean' as const), code: fc.constant('a_boolean'), value: fc.boolean(), not }),
  fc.record({ about: fc.constant('price' as const), market: fc.constant('us'), from: amount, not }),
  fc.record({ about: fc.constant('reduced' as const), market: fc.constant('us'), not }),
)

const rule: fc.Arbitrary<CollectionRule> = fc
  .record({
    match: fc.constantFrom('all' as const, 'any' as const),
    conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
  })
  .map(({ match, conditions: [first, ...others] }) => ({
    match,
    conditions: [first, ...others].flatMap((one, index) =>
      one ? [{ ...one, not: one.not && match === 'all' && index > 0 }] : [],
    ),
  }))

type Edit = (shop: CatalogShop) => Promise<unknown>

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .record({
      name: fc.constantFrom(...products),
      status: fc.constantFrom('draft' as const, 'active' as const, 'active' as const),
      categories: fc.subarray([...categories]),
      brand: fc.option(fc.constantFrom(...brands)),
      attributes: fc.tuple(fc.constantFrom(...materials), height, fc.boolean()).chain(([text, number, boolean]) =>
        fc.subarray([
          { code: 'a_text', text },
          { code: 'a_number', number },
          { code: 'a_boolean', boolean },
        ]),
      ),
    })
    .map((product) => (to: CatalogShop) => to.load(product)),
  fc
    .tuple(fc.constantFrom(...products), amount, fc.boolean())
    .map(([name, price, isReduced]) => async (to: CatalogShop) => {
      const [{ id } = { id: '' }] = await to.rows(`select id from catalog.variant where sku = 'SKU ${name}'`)
      const variantId = only((await stateOf(name))?.variants.filter((variant) => variant.id === id) ?? []).id
      await to.tellPrice(variantId, price, isReduced ? price + 500 : null)
    }),
  fc
    .tuple(fc.constantFrom('lights', 'desks'), fc.constantFrom('rooms', 'yard', null))
    .map(([slug, parent]) => async (to: CatalogShop) => {
      const category = await to.call(showCategory, { slug })
      if (!isRefused(category)) await to.call(updateCategory, { ...category, parent })
    }),
  fc.tuple(fc.constantFrom(...rules), rule).map(([slug, next]) => async (to: CatalogShop) => {
    const collection = await to.call(showCollection, { slug })
    if (!isRefused(collection)) await to.call(updateCollection, { ...collection, rule: next })
  }),
  fc.constant((to: CatalogShop) => to.runtime.call(holdCollections, { limit: 2 })),
)

async function stateOf(name: string): Promise<ProductState | undefined> {
  const [{ id } = { id: undefined }] = await shop.rows(`select id from catalog.product where slug = '${name}'`)
  const state = await shop.call(showProduct, showProduct.input.parse({ id }))
  return isRefused(state) ? undefined : state
}

type Known = {
  readonly state: ProductState
  readonly price: number | undefined
  readonly isReduced: boolean
  /** The product's categories and all above them. */
  readonly within: ReadonlySet<string>
}

/** The rule read anew against all that is known of a product: what the tables must agree with. */
function holds({ match, conditions }: CollectionRule, known: Known): boolean {
  if (known.state.status !== 'active') return false
  const verdicts = conditions.map((one) => isMet(one, known) !== one.not)
  return match === 'all' ? verdicts.every(Boolean) : verdicts.some(Boolean)
}

function isMet(one: CollectionCondition, { state, price, isReduced, within }: Known): boolean {
  const value = 'code' in one ? state.attributes.find(({ code }) => code === one.code) : undefined
  switch (one.about) {
    case 'category':
      return one.slugs.some((slug) => within.has(slug))
    case 'brand':
      return one.slugs.includes(state.brand?.slug ?? '')
    case 'text':
      return value?.text !== undefined && one.values.includes(value.text)
    case 'number':
      return value?.number !== undefined && value.number >= (one.from ?? 0) && value.number <= (one.to ?? 9)
    case 'boolean':
      return value?.boolean === one.value
    case 'price':
      return price !== undefined && price >= (one.from ?? 0) && price <= (one.to ?? price)
    case 'reduced':
      return isReduced
  }
}

async function everythingKnown(): Promise<readonly Known[]> {
  const parents = new Map<string, string | null>()
  for (const slug of categories) {
    const category = await shop.call(showCategory, { slug })
    if (!isRefused(category)) parents.set(slug, category.parent)
  }
  const withAbove = (slug: string): readonly string[] => {
    const parent = parents.get(slug)
    return parent ? [slug, ...withAbove(parent)] : [slug]
  }
  const offers = await shop.rows('select variant_id, amount, compare_at from catalog.variant_offer')
  const states = await Promise.all(products.map(stateOf))
  return states.flatMap((state) => {
    if (!state) return []
    const offer = offers.find((one) => one.variant_id === only(state.variants).id)
    return [
      {
        state,
        price: offer && Number(offer.amount),
        isReduced: offer !== undefined && offer.compare_at !== null,
        within: new Set(state.categories.flatMap(({ slug }) => withAbove(slug))),
      },
    ]
  })
}

it('holds what its rule says after any edits, whichever come at once, and a rule applied in part meanwhile', async () => {
  const atOnce = fc.array(edit, { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(fc.array(atOnce, { minLength: 1, maxLength: 12 }), async (rounds) => {
      for (const edits of rounds) await Promise.all(edits.map((one) => one(shop)))
      await shop.settled()
      await shop.runtime.jobs.runJob('catalog.hold-collections')
      const known = await everythingKnown()
      for (const slug of rules) {
        const collection = await shop.call(showCollection, { slug })
        if (isRefused(collection) || collection.rule === null) continue
        const { rule: current } = collection
        const expected = known.filter((one) => holds(current, one)).map(({ state }) => state.slug)
        const told = known.filter(({ state }) => state.collections?.some((one) => one.slug === slug))
        const shelved =
          await shop.rows(`select product.slug from catalog.shelf_card join catalog.product on id = product_id
          where shelf = (select shelf from catalog.collection where slug = '${slug}') order by slug`)
        const counted = await shop.rows(`select product_count from catalog.shelf where tag = 'collection:${slug}'`)
        expect({
          told: told.map(({ state }) => state.slug),
          shelved: shelved.map((row) => row.slug),
          counted: only(counted).product_count,
        }).toEqual({ told: expected, shelved: expected, counted: expected.length })
      }
    }),
    { numRuns: 15, endOnFailure: true },
  )
}, 60_000)
