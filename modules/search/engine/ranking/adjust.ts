import { failures, selectionOf } from '../facets/selection.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import { keyOf } from '../index/segment-builder.ts'
import type { SearchQuery } from '../search-query.ts'

export type Adjust = (segment: Segment, place: number) => number

/** The factor that staff have given to a document for this query; `undefined` where they have said nothing. */
export function adjusting(index: SearchIndex, { adjustments, market }: SearchQuery): Adjust | undefined {
  if (adjustments.length === 0) return undefined
  const each = adjustments.map((adjustment): Adjust => {
    const { factor } = adjustment
    if ('ids' in adjustment) {
      const keys = new Set(adjustment.ids.map(keyOf))
      return ({ columns }, place) => (keys.has(columns.key[place] ?? 0) ? factor : 1)
    }
    const selection = selectionOf(index, { scope: [adjustment.where], filters: [], market })
    return (segment, place) => (failures(selection, segment, place) === 0 ? factor : 1)
  })
  return (segment, place) => each.reduce((product, adjust) => product * adjust(segment, place), 1)
}
