import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import type { FacetKey } from '../search-query.ts'
import { emptyTally, type Tally, tallyAll } from './tally.ts'

/** The counts of a whole category, brand or shop in one segment. */
type ReadyTally = {
  readonly tally: Tally
  /** How many of the segment's deletions have been taken back from it. */
  seen: number
}

export type Scope = {
  readonly market: string
  /** The facet value that all have; `undefined`: everything. */
  readonly value: number | undefined
  /** All places in the scope that are not deleted. */
  readonly places: Uint32Array
}

/** With fewer documents it takes no time to count them. */
const worthKeeping = 2_000
const mostKept = 100

const kept = new WeakMap<Segment, Map<string, ReadyTally>>()

/** The counts of a scope, kept for the next time; exact, because what was deleted since is taken back first. */
export function readyTally(index: SearchIndex, segment: Segment, scope: Scope): Tally | undefined {
  if (scope.places.length < worthKeeping) return undefined
  const ofSegment = kept.get(segment) ?? new Map<string, ReadyTally>()
  kept.set(segment, ofSegment)
  const key = `${scope.value ?? ''} ${scope.market}`
  const ready = ofSegment.get(key) ?? made(index, segment, scope)
  // the one asked for last stands last
  ofSegment.delete(key)
  ofSegment.set(key, ready)
  const [oldest] = ofSegment.keys()
  if (ofSegment.size > mostKept && oldest !== undefined) ofSegment.delete(oldest)
  catchUp(ready, segment, scope)
  return ready.tally
}

function made(index: SearchIndex, segment: Segment, { market, places }: Scope): ReadyTally {
  const tally = emptyTally(index)
  for (const place of places) tallyAll(tally, segment, { place, market, by: 1 })
  return { tally, seen: segment.deletions.length }
}

function catchUp(ready: ReadyTally, segment: Segment, { market, value }: Scope): void {
  for (const place of segment.deletions.slice(ready.seen)) {
    if (value === undefined || has(segment, place, value)) tallyAll(ready.tally, segment, { place, market, by: -1 })
  }
  ready.seen = segment.deletions.length
}

function has({ valuesOf: { starts, items } }: Segment, place: number, value: number): boolean {
  return items.subarray(starts[place] ?? 0, starts[place + 1] ?? 0).includes(value)
}

export function addTally(to: Tally, from: Tally): void {
  add(to.values, from.values)
  add(to.prices, from.prices)
  add(to.ratings, from.ratings)
}

/** Adds what a tally has for one facet alone. */
export function addFacet(
  to: Tally,
  from: Tally,
  { facet, index }: { readonly facet: FacetKey; readonly index: SearchIndex },
): void {
  if (facet === 'price') add(to.prices, from.prices)
  if (facet === 'rating') add(to.ratings, from.ratings)
  for (const value of valuesIn(index, facet)) to.values[value] = (to.values[value] ?? 0) + (from.values[value] ?? 0)
}

function valuesIn({ facets }: SearchIndex, facet: FacetKey): readonly number[] {
  const number = facets.facetNumber(facet)
  return number === undefined ? [] : (facets.facets[number]?.values ?? [])
}

function add(to: Int32Array, from: Int32Array): void {
  for (let index = 0; index < from.length; index += 1) to[index] = (to[index] ?? 0) + (from[index] ?? 0)
}

/** Puts a facet's counts back to nothing, where they come from elsewhere. */
export function clearFacet(
  tally: Tally,
  { facet, index }: { readonly facet: FacetKey; readonly index: SearchIndex },
): void {
  if (facet === 'price') tally.prices.fill(0)
  if (facet === 'rating') tally.ratings.fill(0)
  for (const value of valuesIn(index, facet)) tally.values[value] = 0
}
