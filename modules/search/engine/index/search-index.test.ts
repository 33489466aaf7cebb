import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsOf, documentOf, queryOf } from '../conformance/stage.ts'
import { search } from '../query/search.ts'
import { Scratch } from '../ranking/scratch.ts'
import type { SearchDocument } from '../search-document.ts'
import { SearchIndex } from './search-index.ts'

const colours = ['red', 'green', 'blue']
const kinds = ['lamp', 'chair', 'table', 'rug']

type Step =
  | { readonly do: 'write'; readonly ids: readonly number[]; readonly kind: number; readonly colour: number }
  | { readonly do: 'remove'; readonly ids: readonly number[] }
  | { readonly do: 'merge' }

const ids = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('write' as const), ids, kind: fc.nat(3), colour: fc.nat(2) }),
  fc.record({ do: fc.constant('remove' as const), ids }),
  fc.record({ do: fc.constant('merge' as const) }),
)

function drained<Result>(work: Iterator<undefined, Result>): Result {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}

describe('an index', () => {
  it('finds and counts what a plain list finds and counts, whatever was written, removed and merged before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const index = new SearchIndex()
        const plain = new Map<string, { readonly kind: string; readonly colour: string }>()
        for (const [revision, each] of steps.entries()) apply(index, plain, { ...each, revision })
        const known = { index, synonyms: new Map(), scratch: new Scratch(), now: 0 }
        expect(index.documents).toBe(plain.size)
        for (const kind of kinds) {
          const found = search(queryOf(kind, { facets: true, limit: 100 }), known)
          const expected = [...plain].filter(([, product]) => product.kind === kind)
          if ('malformed' in found) throw new Error('there was no cursor')
          expect(found.hits.map(({ id }) => id).toSorted()).toStrictEqual(expected.map(([id]) => id).toSorted())
          const counts = Object.fromEntries(
            colours.flatMap((colour) => {
              const count = expected.filter(([, product]) => product.colour === colour).length
              return count > 0 ? [[colour, count] as const] : []
            }),
          )
          // a facet with one value offers no choice and is not shown
          expect(countsOf(found, 'brand')).toStrictEqual(Object.keys(counts).length > 1 ? counts : {})
        }
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the counts of a large category exact while its products change', () => {
    const index = new SearchIndex()
    const brandOf = (number: number) => (number % 3 === 0 ? 'even' : 'odd')
    const product = (number: number, revision: number, brand = brandOf(number)) => ({
      ...documentOf(`p${number}`, { revision, brand: { slug: brand, names: { en: brand } } }),
      categories: [{ slug: 'all', names: { en: 'All' }, parent: undefined }],
    })
    drained(
      index.write({
        documents: Array.from({ length: 3_000 }, (_, number) => product(number, 1)),
        removed: [],
        position: '1',
      }),
    )
    const known = { index, synonyms: new Map(), scratch: new Scratch(), now: 0 }
    const counts = (filters: Parameters<typeof queryOf>[1] = {}) => {
      const scope = [{ facet: 'category', values: ['all'] }] as const
      const found = search(queryOf('', { facets: true, scope, ...filters }), known)
      return 'malformed' in found ? {} : countsOf(found, 'brand')
    }
    expect(counts()).toStrictEqual({ odd: 2_000, even: 1_000 })
    const changed = [product(0, 2, 'odd'), product(3, 2, 'third')]
    drained(index.write({ documents: changed, removed: [{ id: 'p1', revision: 2 }], position: '2' }))
    expect(counts()).toStrictEqual({ odd: 2_000, even: 998, third: 1 })
    expect(counts({ filters: [{ facet: 'brand', values: ['even'] }] })).toStrictEqual({
      odd: 2_000,
      even: 998,
      third: 1,
    })
  })
})

function apply(
  index: SearchIndex,
  plain: Map<string, { readonly kind: string; readonly colour: string }>,
  step: Step & { readonly revision: number },
): void {
  const { revision } = step
  if (step.do === 'merge') {
    drained(index.merge())
    return
  }
  const names = step.ids.map((number) => `p${number}`)
  if (step.do === 'remove') {
    for (const id of names) plain.delete(id)
    drained(index.write({ documents: [], removed: names.map((id) => ({ id, revision })), position: String(revision) }))
    return
  }
  const [kind, colour] = [kinds[step.kind] ?? '', colours[step.colour] ?? '']
  const documents = names.map(
    (id): SearchDocument => ({
      ...documentOf(id, { name: kind, revision }),
      brand: { slug: colour, names: { en: colour } },
    }),
  )
  for (const id of names) plain.set(id, { kind, colour })
  drained(index.write({ documents, removed: [], position: String(revision) }))
}
