import { failures, type Selection } from '../facets/selection.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import { keyOf } from '../index/segment-builder.ts'

export type Pin = { readonly id: string; readonly key: number; readonly segment: Segment; readonly place: number }

const most = 50

/** What staff have put first, as far as it is there and passes scope and filters. */
export function pinsOf(index: SearchIndex, ids: readonly string[], selection: Selection): readonly Pin[] {
  return [...new Set(ids)].slice(0, most).flatMap((id) => {
    const found = index.find(id)
    if (!found || failures(selection, found.segment, found.place) !== 0) return []
    return [{ id, key: keyOf(id), ...found }]
  })
}
