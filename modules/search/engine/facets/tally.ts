import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import { stepOf, steps } from './steps.ts'

/** How many documents there are of each value, and in each step of price and rating. */
export type Tally = {
  readonly values: Int32Array
  readonly prices: Int32Array
  /** With at least 1, 2, 3 and 4. */
  readonly ratings: Int32Array
}

export function emptyTally({ facets }: SearchIndex): Tally {
  return {
    values: new Int32Array(facets.values.length),
    prices: new Int32Array(steps.length + 1),
    ratings: new Int32Array(5),
  }
}

/** `by` is 1 to count a document, and -1 to take it back. */
export type Tallied = { readonly place: number; readonly market: string; readonly by: 1 | -1 }

/** Counts a document in everything. */
export function tallyAll(tally: Tally, segment: Segment, tallied: Tallied): void {
  const { starts, items } = segment.valuesOf
  const { values } = tally
  const { place, by } = tallied
  const end = starts[place + 1] ?? 0
  for (let index = starts[place] ?? 0; index < end; index += 1) {
    const value = items[index] ?? 0
    values[value] = (values[value] ?? 0) + by
  }
  tallyPrice(tally, segment, tallied)
  tallyRating(tally, segment, tallied)
}

export function tallyPrice({ prices }: Tally, segment: Segment, { place, market, by }: Tallied): void {
  const price = segment.prices.get(market)?.from[place] ?? Number.NaN
  if (Number.isNaN(price)) return
  const step = stepOf(price)
  prices[step] = (prices[step] ?? 0) + by
}

export function tallyRating({ ratings }: Tally, segment: Segment, { place, by }: Tallied): void {
  const rating = segment.columns.rating[place] ?? Number.NaN
  for (let least = 1; least <= 4; least += 1) if (rating >= least) ratings[least] = (ratings[least] ?? 0) + by
}

/** The values of one facet alone: a filter on it does not count against itself. */
export function tallyFacet(
  tally: Tally,
  segment: Segment,
  { place, facet, index }: { readonly place: number; readonly facet: number; readonly index: SearchIndex },
): void {
  const { starts, items } = segment.valuesOf
  const { facetOf } = index.facets
  const end = starts[place + 1] ?? 0
  for (let at = starts[place] ?? 0; at < end; at += 1) {
    const value = items[at] ?? 0
    if (facetOf.at(value) === facet) tally.values[value] = (tally.values[value] ?? 0) + 1
  }
}
