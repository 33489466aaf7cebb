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

/** Counts a document and says whether it passes the filters; one that fails a single facet still counts in that one. */
export function tallyDocument({ index, selection, tally }: Tallying, segment: Segment, place: number): boolean {
  const failed = selection.all === 0 ? 0 : failures(selection, segment, place)
  const { market } = selection
  if (failed === 0) {
    if (tally) tallyAll(tally, segment, { place, market, by: 1 })
    return true
  }
  if (!tally || failed & selection.scope || failed & (failed - 1)) return false
  const facet = selection.filters[31 - Math.clz32(failed)]
  if (facet === 'price') tallyPrice(tally, segment, { place, market, by: 1 })
  else if (facet === 'rating') tallyRating(tally, segment, { place, by: 1 })
  else if (facet !== undefined) {
    const number = index.facets.facetNumber(facet)
    if (number !== undefined) tallyFacet(tally, segment, { place, facet: number, index })
  }
  return false
}
