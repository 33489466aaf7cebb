import { keyAt } from '../index/postings.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { PriceColumns, Segment } from '../index/segment.ts'
import type { FacetKey, Filter } from '../search-query.ts'

export type Range = { readonly from: number; readonly to: number }

/** What the filters of a query ask of a document, a bit each. */
export type Selection = {
  readonly filters: readonly FacetKey[]
  /** The bits of a query's scope: without them a document is not there at all. */
  readonly scope: number
  /** How many of the filters are the scope; they come first. */
  readonly scoped: number
  readonly all: number
  /** By bit: the values that satisfy the filter; none for prices and ratings. */
  readonly values: readonly (readonly number[])[]
  /** By number of a facet value: the filters that it satisfies. */
  readonly byValue: Uint32Array
  readonly prices: readonly { readonly bit: number; readonly ranges: readonly Range[] }[]
  readonly ratings: readonly { readonly bit: number; readonly ranges: readonly Range[] }[]
  readonly market: string
}

/** A query has no more filters than bits. */
const most = 30

export function selectionOf(
  index: SearchIndex,
  {
    scope,
    filters,
    market,
  }: { readonly scope: readonly Filter[]; readonly filters: readonly Filter[]; readonly market: string },
): Selection {
  const all = [...scope, ...filters].slice(0, most)
  const byValue = new Uint32Array(all.length === 0 ? 0 : index.facets.values.length)
  const values = all.map((filter) => (isRange(filter) ? [] : valuesOf(index, filter)))
  const prices: Selection['prices'][number][] = []
  const ratings: Selection['ratings'][number][] = []
  for (const [place, filter] of all.entries()) {
    const bit = 1 << place
    if (filter.facet === 'price') prices.push({ bit, ranges: rangesOf(filter) })
    else if (filter.facet === 'rating') ratings.push({ bit, ranges: rangesOf(filter) })
    else for (const value of values[place] ?? []) byValue[value] = (byValue[value] ?? 0) | bit
  }
  return {
    filters: all.map(({ facet }) => facet),
    scope: 2 ** Math.min(scope.length, most) - 1,
    scoped: Math.min(scope.length, most),
    all: 2 ** all.length - 1,
    values,
    byValue,
    prices,
    ratings,
    market,
  }
}

function isRange({ facet }: Filter): boolean {
  return facet === 'price' || facet === 'rating'
}

/** A range is chosen by its ends or by what a facet gave as its value, such as `1000..1999`; a missing end is open. */
export function rangesOf(filter: Filter): readonly Range[] {
  if ('values' in filter) return filter.values.flatMap((value) => rangeNamed(value) ?? [])
  return [{ from: filter.from ?? Number.NEGATIVE_INFINITY, to: filter.to ?? Number.POSITIVE_INFINITY }]
}

function rangeNamed(value: string): Range | undefined {
  const [, from, to] = /^(-?[\d.]*?)\.\.(-?[\d.]*)$/.exec(value) ?? []
  if (from === undefined || to === undefined) return undefined
  return {
    from: from === '' ? Number.NEGATIVE_INFINITY : Number(from),
    to: to === '' ? Number.POSITIVE_INFINITY : Number(to),
  }
}

/** The numbers of the facet's values that a filter lets through. */
export function valuesOf({ facets }: SearchIndex, filter: Filter): readonly number[] {
  const facet = facets.facetNumber(filter.facet)
  const entry = facet === undefined ? undefined : facets.facets[facet]
  if (facet === undefined || !entry) return []
  const named = 'values' in filter ? filter.values.flatMap((value) => facets.valueNumber(facet, value) ?? []) : []
  if (entry.type !== 'number') return named
  const ranges = rangesOf(filter)
  const within = entry.values.filter((value) => isWithin(facets.values[value]?.number ?? Number.NaN, ranges))
  return [...new Set([...named, ...within])]
}

function isWithin(number: number, ranges: readonly Range[]): boolean {
  return ranges.some(({ from, to }) => number >= from && number <= to)
}

/** The filters that a document fails, a bit each; 0 when it passes. */
export function failures(selection: Selection, segment: Segment, place: number): number {
  const { starts, items } = segment.valuesOf
  const { byValue } = selection
  const end = starts[place + 1] ?? 0
  let passed = 0
  for (let index = starts[place] ?? 0; index < end; index += 1) passed |= byValue[items[index] ?? 0] ?? 0
  if (selection.prices.length > 0) passed |= passedPrices(selection, segment.prices.get(selection.market), place)
  if (selection.ratings.length > 0) passed |= passedRatings(selection, segment, place)
  return selection.all & ~passed
}

/**
 * The failures of any document of a segment, for as many as that: of a few each is looked at; for many the lists of what passes are read
 * once into `room`, and then it is a look at a number.
 */
export function failing(
  selection: Selection,
  segment: Segment,
  { count, room }: { readonly count: number; readonly room: Uint32Array },
): (place: number) => number {
  const { all } = selection
  if (all === 0) return () => 0
  if (count * 8 < segment.size) return (place) => failures(selection, segment, place)
  markPassed(selection, segment, room)
  return (place) => all & ~(room[place] ?? 0)
}

function markPassed(selection: Selection, segment: Segment, room: Uint32Array): void {
  room.fill(0, 0, segment.size)
  const { keys, starts, documents } = segment.values
  for (const [place, values] of selection.values.entries()) {
    const bit = 1 << place
    for (const value of values) {
      const at = keyAt(keys, value)
      if (at < 0) continue
      const end = starts[at + 1] ?? 0
      for (let index = starts[at] ?? 0; index < end; index += 1) {
        const document = documents[index] ?? 0
        room[document] = (room[document] ?? 0) | bit
      }
    }
  }
  const prices = segment.prices.get(selection.market)
  if (selection.prices.length === 0 && selection.ratings.length === 0) return
  for (let place = 0; place < segment.size; place += 1) {
    room[place] = (room[place] ?? 0) | passedPrices(selection, prices, place) | passedRatings(selection, segment, place)
  }
}

function passedRatings({ ratings }: Selection, { columns }: Segment, place: number): number {
  let passed = 0
  const rating = columns.rating[place] ?? Number.NaN
  for (const { bit, ranges } of ratings) if (isWithin(rating, ranges)) passed |= bit
  return passed
}

/** By the lowest price of its variants, the one that lists show, sort and count by. */
function passedPrices({ prices }: Selection, columns: PriceColumns | undefined, place: number): number {
  let passed = 0
  const price = columns?.from[place] ?? Number.NaN
  for (const { bit, ranges } of prices) if (isWithin(price, ranges)) passed |= bit
  return passed
}
