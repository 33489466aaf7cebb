import assert from 'node:assert/strict'
import type { SearchDocument } from '../search-document.ts'
import type { SearchSort } from '../search-query.ts'
import { choice, countsOf, documentOf, found, idsOf, queryOf, type SearchEngineCase, stocked } from './stage.ts'

const tree = [
  { slug: 'lighting', names: { en: 'Lighting' }, parent: undefined },
  { slug: 'lamps', names: { en: 'Lamps' }, parent: 'lighting' },
]

/** Eight lamps: four red and four blue, half of them of each brand, at 10.00 to 80.00. */
const lamps: readonly SearchDocument[] = Array.from({ length: 8 }, (_, number) =>
  documentOf(`lamp-${number}`, {
    name: `Lamp ${['A', 'b', 'C', 'd', 'E', 'f', 'G', 'h'][number]}`,
    brand: number % 2 === 0 ? { slug: 'even', names: { en: 'Even' } } : { slug: 'odd', names: { en: 'Odd' } },
    categories: tree,
    attributes: [
      choice('colour', number < 4 ? 'red' : 'blue'),
      { code: 'watts', labels: { en: 'Watts' }, facet: true, type: 'number', value: number * 10, unit: 'W' },
    ],
    prices: number === 7 ? [] : [{ market: 'us', from: (number + 1) * 1_000, to: (number + 1) * 1_000 }],
    rating: number === 0 ? undefined : number / 2,
    availability: number === 3 ? 'out' : 'in_stock',
    sales: number,
    featured: number === 5 ? 10 : 0,
    createdAt: number * 1_000,
  }),
)
const chair = documentOf('chair', { name: 'Chair' })

const by = (order: string): readonly string[] => [...order].map((number) => `lamp-${number}`)

/** Facets, orders and pages. */
export const listingCases: readonly SearchEngineCase[] = [
  {
    name: 'count facets exactly, a facet as if nothing were selected in it',
    run: async (engine) => {
      await stocked(engine, [...lamps, chair])
      const all = await found(engine, queryOf('lamp', { facets: true }))
      assert.equal(all.total, 8)
      assert.deepEqual(countsOf(all, 'brand'), { even: 4, odd: 4 })
      assert.deepEqual(countsOf(all, 'category'), { lighting: 8, lamps: 8 })
      assert.deepEqual(countsOf(all, 'availability'), { in_stock: 7, out: 1 })
      const filters = [
        { facet: 'brand', values: ['even'] },
        { facet: 'attribute.colour', values: ['red'] },
      ] as const
      const some = await found(engine, queryOf('lamp', { facets: true, filters }))
      assert.equal(some.total, 2)
      assert.deepEqual(countsOf(some, 'brand'), { even: 2, odd: 2 })
      assert.deepEqual(countsOf(some, 'attribute.colour'), { red: 2, blue: 2 })
      assert.deepEqual(countsOf(some, 'category'), { lighting: 2, lamps: 2 })
      const both = await found(engine, queryOf('lamp', { filters: [{ facet: 'brand', values: ['even', 'odd'] }] }))
      assert.equal(both.total, 8)
    },
  },
  {
    name: 'tell labels, units, the tree and what is selected',
    run: async (engine) => {
      await stocked(engine, lamps)
      const { facets } = await found(
        engine,
        queryOf('', { facets: true, filters: [{ facet: 'brand', values: ['odd'] }] }),
      )
      const facet = (key: string) => facets.find((one) => one.facet === key)
      assert.equal(facet('category')?.kind, 'tree')
      assert.equal(facet('category')?.values.find(({ value }) => value === 'lamps')?.parent, 'lighting')
      assert.deepEqual(
        facet('brand')?.values.map(({ label, selected }) => [label, selected]),
        [
          ['Even', false],
          ['Odd', true],
        ],
      )
      assert.equal(facet('attribute.watts')?.unit, 'W')
      assert.equal(facet('attribute.watts')?.label, 'Watts')
    },
  },
  {
    name: 'filter by ranges of price, rating and numbers, with both ends inside',
    run: async (engine) => {
      await stocked(engine, lamps)
      const total = async (filter: Parameters<typeof queryOf>[1]) => (await found(engine, queryOf('', filter))).total
      assert.equal(await total({ filters: [{ facet: 'price', from: 2_000, to: 4_000 }] }), 3)
      assert.equal(await total({ filters: [{ facet: 'price', from: 4_000, to: 2_000 }] }), 0)
      assert.equal(await total({ filters: [{ facet: 'rating', from: 3 }] }), 2)
      assert.equal(await total({ filters: [{ facet: 'attribute.watts', from: 20, to: 40 }] }), 3)
      assert.equal(await total({ filters: [{ facet: 'attribute.unheard', values: ['x'] }] }), 0)
      assert.equal(await total({ filters: [{ facet: 'price', from: 0 }], market: 'mars' }), 0)
    },
  },
  {
    name: 'give ranges whose counts come true when they are chosen',
    run: async (engine) => {
      await stocked(engine, lamps)
      const { facets } = await found(engine, queryOf('', { facets: true }))
      const prices = facets.find(({ facet }) => facet === 'price')?.values ?? []
      assert.ok(prices.length > 1)
      for (const { value, count, from, to } of prices) {
        const range = { facet: 'price' as const, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
        assert.equal((await found(engine, queryOf('', { filters: [range] }))).total, count)
        assert.equal(
          (await found(engine, queryOf('', { filters: [{ facet: 'price', values: [value] }] }))).total,
          count,
        )
      }
    },
  },
  {
    name: 'list a scope without words, the featured first',
    run: async (engine) => {
      await stocked(engine, [...lamps, chair])
      const scope = [{ facet: 'category', values: ['lamps'] }] as const
      const { total, hits } = await found(engine, queryOf('', { scope }))
      assert.equal(total, 8)
      assert.equal(hits[0]?.id, 'lamp-5')
    },
  },
  {
    name: 'sort by every order',
    run: async (engine) => {
      await stocked(engine, lamps)
      const orders: Readonly<Partial<Record<SearchSort, string>>> = {
        newest: '76543210',
        price: '01234567',
        '-price': '65432107',
        'best-selling': '76543210',
        rating: '76543210',
        name: '01234567',
      }
      for (const sort of ['newest', 'price', '-price', 'best-selling', 'rating', 'name'] as const) {
        assert.deepEqual(await idsOf(engine, '', { sort }), by(orders[sort] ?? ''), sort)
      }
      assert.equal((await idsOf(engine, '', { sort: 'featured' }))[0], 'lamp-5')
    },
  },
  {
    name: 'page through everything once, in every order, with and without words',
    run: async (engine) => {
      await stocked(engine, lamps)
      for (const text of ['', 'lamp']) {
        for (const sort of ['relevance', 'newest', 'price', 'name', 'rating', 'featured'] as const) {
          const whole = await idsOf(engine, text, { sort })
          const paged: string[] = []
          let after: string | undefined
          do {
            const page = await found(engine, queryOf(text, { sort, limit: 3, ...(after !== undefined && { after }) }))
            paged.push(...page.hits.map(({ id }) => id))
            after = page.next
          } while (after !== undefined)
          assert.deepEqual(paged, whole, `${text} ${sort}`)
        }
      }
      const { next } = await found(engine, queryOf('', { sort: 'newest', limit: 3 }))
      assert.deepEqual(await engine.search(queryOf('', { sort: 'price', after: next ?? '' })), { malformed: 'cursor' })
      assert.deepEqual(await engine.search(queryOf('', { after: 'nonsense' })), { malformed: 'cursor' })
    },
  },
  {
    name: 'put what is pinned first, once, and what is boosted before what is buried',
    run: async (engine) => {
      await stocked(engine, [...lamps, chair])
      const pinned = ['chair', 'lamp-6', 'nobody']
      const first = await found(engine, queryOf('lamp', { pinned, limit: 5 }))
      assert.deepEqual(
        first.hits.slice(0, 2).map(({ id }) => id),
        ['chair', 'lamp-6'],
      )
      assert.equal(first.total, 9)
      const second = await found(engine, queryOf('lamp', { pinned, limit: 5, after: first.next ?? '' }))
      const shown = [...first.hits, ...second.hits].map(({ id }) => id)
      assert.equal(new Set(shown).size, 9)
      assert.equal(shown.length, 9)
      const adjustments = [
        { factor: 3, ids: ['lamp-1'] },
        { factor: 0.2, where: { facet: 'brand', values: ['even'] } },
      ] as const
      const adjusted = await idsOf(engine, 'lamp', { adjustments })
      assert.equal(adjusted[0], 'lamp-1')
      assert.deepEqual(adjusted.slice(4).toSorted(), by('0246'))
    },
  },
  {
    name: 'suggest products, categories, brands and popular queries from the second letter, with errors forgiven',
    run: async (engine) => {
      await stocked(engine, lamps)
      await engine.teach({
        synonyms: [],
        popular: [
          { language: 'en', text: 'lamp shade', weight: 1 },
          { language: 'en', text: 'lamp red', weight: 5 },
        ],
      })
      const ask = (text: string) => engine.suggest({ text, language: 'en', market: 'us', limit: 3 })
      const empty = { queries: [], categories: [], brands: [], products: [] }
      assert.deepEqual(await ask('l'), empty)
      const { queries, categories, brands, products } = await ask('la')
      assert.deepEqual(
        queries.map(({ text }) => text),
        ['lamp red', 'lamp shade'],
      )
      assert.deepEqual(categories, [{ text: 'Lamps', slug: 'lamps' }])
      assert.deepEqual(brands, [])
      assert.equal(products.length, 3)
      assert.deepEqual((await ask('ev')).brands, [{ text: 'Even', slug: 'even' }])
      assert.deepEqual((await ask('lihgti')).categories, [{ text: 'Lighting', slug: 'lighting' }])
      assert.deepEqual(
        (await ask('lanp')).queries.map(({ text }) => text),
        ['lamp red', 'lamp shade'],
      )
      assert.equal((await ask('lanp')).products.length, 3)
    },
  },
  {
    name: 'recognise a brand and a category in the words',
    run: async (engine) => {
      await stocked(engine, lamps)
      const { recognised } = await found(engine, queryOf('odd lamps'))
      assert.deepEqual(recognised, { brand: 'odd', category: 'lamps' })
    },
  },
  {
    name: 'explain why a product stands where it stands',
    run: async (engine) => {
      await stocked(engine, lamps)
      const explained = await engine.explain(queryOf('odd lamp'), 'lamp-1')
      assert.equal(explained?.complete, true)
      assert.deepEqual([...new Set(explained?.words.map(({ word }) => word))].slice(0, 2), ['odd', 'lamp'])
      assert.ok(explained?.words[0]?.fields.includes('brand'))
      const product = (explained?.factors ?? []).reduce((total, { factor }) => total * factor, 1)
      const sum = (explained?.words ?? []).reduce((total, { score }) => total + score, 0)
      assert.ok(Math.abs((explained?.score ?? 0) - sum * product) < 1e-9)
      assert.equal(await engine.explain(queryOf('lamp'), 'nobody'), undefined)
      assert.equal(await engine.explain(queryOf('chair'), 'lamp-1'), undefined)
    },
  },
]
