import type { Selection } from '../facets/selection.ts'
import { keyAt } from '../index/postings.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import type { Candidates } from './candidates.ts'

const plain = 1
const featured = 2

/** Everything in the scope, where nobody typed a word: the featured first. */
export function browsed(index: SearchIndex, selection: Selection): readonly Candidates[] {
  const values = narrowest(index, selection)
  return index.segments.map((segment) => {
    const places = values === undefined ? allOf(segment) : havingOne(segment, values)
    const standing = places.filter((place) => segment.deleted[place] === 0)
    const scores = Float64Array.from(standing, (place) =>
      (segment.columns.featured[place] ?? 0) > 0 ? featured : plain,
    )
    return { segment, places: standing, scores }
  })
}

/** The values of the filter of the scope that the fewest products pass. */
function narrowest(index: SearchIndex, { filters, scope, byValue }: Selection): readonly number[] | undefined {
  let best: { readonly values: readonly number[]; readonly size: number } | undefined
  for (const [bit, facet] of filters.entries()) {
    if ((scope & (1 << bit)) === 0 || facet === 'price' || facet === 'rating') continue
    const values = [...byValue.keys()].filter((value) => (byValue[value] ?? 0) & (1 << bit))
    const size = index.segments.reduce((sum, segment) => sum + sizeOf(segment, values), 0)
    if (!best || size < best.size) best = { values, size }
  }
  return best?.values
}

function sizeOf({ values: { keys, starts } }: Segment, values: readonly number[]): number {
  return values.reduce((sum, value) => {
    const at = keyAt(keys, value)
    return at < 0 ? sum : sum + (starts[at + 1] ?? 0) - (starts[at] ?? 0)
  }, 0)
}

function allOf({ size }: Segment): Uint32Array {
  return Uint32Array.from({ length: size }, (_, place) => place)
}

function havingOne({ values: { keys, starts, documents } }: Segment, values: readonly number[]): Uint32Array {
  const lists = values.flatMap((value) => {
    const at = keyAt(keys, value)
    return at < 0 ? [] : [documents.subarray(starts[at], starts[at + 1])]
  })
  const [first, ...others] = lists
  if (!first) return new Uint32Array(0)
  return others.length === 0 ? first : Uint32Array.from(new Set(lists.flatMap((list) => [...list])))
}
