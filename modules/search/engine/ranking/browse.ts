import type { Selection } from '../facets/selection.ts'
import { keyAt } from '../index/postings.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import type { Candidates } from './candidates.ts'

/** Everything in the scope, where nobody typed a word. */
export function browsed(index: SearchIndex, selection: Selection): readonly Candidates[] {
  const values = narrowest(index, selection)
  const [only] = values ?? []
  const isWhole = selection.scoped === 0 || (selection.scoped === 1 && values?.length === 1)
  return index.segments.map((segment) => ({
    segment,
    places: standing(segment, values === undefined ? undefined : havingOne(segment, values)),
    scores: undefined,
    whole: isWhole ? { value: only } : undefined,
  }))
}

/** The values of the filter of the scope that the fewest products pass. */
function narrowest(index: SearchIndex, { filters, values, scoped }: Selection): readonly number[] | undefined {
  let best: { readonly values: readonly number[]; readonly size: number } | undefined
  for (const [place, facet] of filters.slice(0, scoped).entries()) {
    if (facet === 'price' || facet === 'rating') continue
    const ofFilter = values[place] ?? []
    const size = index.segments.reduce((sum, segment) => sum + sizeOf(segment, ofFilter), 0)
    if (!best || size < best.size) best = { values: ofFilter, size }
  }
  return best?.values
}

function sizeOf({ values: { keys, starts } }: Segment, values: readonly number[]): number {
  return values.reduce((sum, value) => {
    const at = keyAt(keys, value)
    return at < 0 ? sum : sum + (starts[at + 1] ?? 0) - (starts[at] ?? 0)
  }, 0)
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

/** Without what is deleted; of all documents when no list is given. */
function standing({ size, live, deleted }: Segment, list: Uint32Array | undefined): Uint32Array {
  if (list && live === size) return list
  const length = list ? list.length : size
  const places = new Uint32Array(length)
  let count = 0
  for (let index = 0; index < length; index += 1) {
    const place = list ? (list[index] ?? 0) : index
    if (deleted[place] !== 0) continue
    places[count] = place
    count += 1
  }
  return places.subarray(0, count)
}
