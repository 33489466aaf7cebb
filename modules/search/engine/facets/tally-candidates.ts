import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import { failures, type Selection } from './selection.ts'
import { type Tally, tallyAll, tallyFacet, tallyPrice, tallyRating } from './tally.ts'

export type Tallying = {
  readonly index: SearchIndex
  readonly selection: Selection
  /** `undefined`: nobody asked for facets. */
  readonly tally: Tally | undefined
}

/** Counts a document and says whether it passes the filters. */
export function tallyDocument(tallying: Tallying, segment: Segment, place: number): boolean {
  const { selection, tally } = tallying
  const failed = failures(selection, segment, place)
  if (!tally) return failed === 0
  if (failed === 0) tallyAll(tally, segment, { place, market: selection.market, by: 1 })
  else tallyFailing(tally, segment, { place, failed, tallying })
  return failed === 0
}

type Failing = { readonly place: number; readonly failed: number; readonly tallying: Tallying }

/** A document that fails the filter of a single facet still counts in that one. */
export function tallyFailing(tally: Tally, segment: Segment, { place, failed, tallying }: Failing): void {
  const { selection, index } = tallying
  if (failed & selection.scope || failed & (failed - 1)) return
  const facet = selection.filters[31 - Math.clz32(failed)]
  if (facet === undefined) return
  if (facet === 'price') tallyPrice(tally, segment, { place, market: selection.market, by: 1 })
  if (facet === 'rating') tallyRating(tally, segment, { place, market: selection.market, by: 1 })
  const number = index.facets.facetNumber(facet)
  if (number !== undefined) tallyFacet(tally, segment, { place, facet: number, index })
}
