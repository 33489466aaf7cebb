import { presentFacets } from '../facets/present.ts'
import { type Selection, selectionOf } from '../facets/selection.ts'
import { emptyTally } from '../facets/tally.ts'
import { type Tallying, tallyDocument } from '../facets/tally-candidates.ts'
import type { SearchIndex } from '../index/search-index.ts'
import { textAt } from '../index/text-column.ts'
import { adjusting } from '../ranking/adjust.ts'
import { browsed } from '../ranking/browse.ts'
import { candidatesOf, type Matched } from '../ranking/candidates.ts'
import { cursorOf, standingAt } from '../ranking/cursor.ts'
import { type Pin, pinsOf } from '../ranking/pins.ts'
import { startOfDay } from '../ranking/prior.ts'
import { rank } from '../ranking/rank.ts'
import type { Scratch } from '../ranking/scratch.ts'
import { type Ranked, Top } from '../ranking/top.ts'
import type { SearchQuery } from '../search-query.ts'
import type { MalformedCursor, SearchHit, SearchResult } from '../search-result.ts'
import { outcomesOf } from './outcomes.ts'
import { recognise } from './recognise.ts'
import type { Synonyms } from './synonyms.ts'
import { type Understood, understand } from './understand.ts'

export type Known = {
  readonly index: SearchIndex
  readonly synonyms: Synonyms
  readonly scratch: Scratch
  readonly now: number
}

export function search(query: SearchQuery, known: Known): SearchResult | MalformedCursor {
  const { index } = known
  const after = query.after === undefined ? undefined : standingAt(query.sort, query.after)
  if (query.after !== undefined && !after) return { malformed: 'cursor' }
  const understood = understand(query.text, query.language, known)
  const selection = selectionOf(index, query)
  const today = startOfDay(known.now)
  const matched = match(understood, selection, known)
  const tallying: Tallying = { index, selection, tally: query.facets ? emptyTally(index) : undefined }
  const pins = query.sort === 'relevance' ? pinsOf(index, query.pinned, selection) : []
  const shown = after ? [] : pins.slice(0, query.limit - 1)
  // one more than is shown tells whether there is a next page
  const room = query.limit - shown.length
  const top = new Top(query.sort, room + 1, after)
  const pinned = new Set(pins.map(({ key }) => key))
  const adjust = adjusting(index, query)
  const { total, complete } = rank(matched.candidates, {
    tallying,
    top,
    sort: query.sort,
    scratch: known.scratch,
    today,
    adjust,
    pinned,
  })
  const more = countPins(pins, matched, tallying)
  return {
    ...pageOf(top.ranked(), { query, room, shown }),
    total: total + more,
    facets: facetsOf(tallying, query),
    matched: isBrowsing(understood) || complete > 0 ? 'all' : 'some',
    complete: isBrowsing(understood) ? total : complete,
    words: outcomesOf(understood.slots, matched.best),
    recognised: recognise(understood, query.language, index),
  }
}

function isBrowsing({ slots, code }: Understood): boolean {
  return slots.length === 0 && code === undefined
}

function match(understood: Understood, selection: Selection, { index, scratch }: Known): Matched {
  if (isBrowsing(understood)) return { candidates: browsed(index, selection), best: 0 }
  return candidatesOf(index, { understood, selection, scratch })
}

/** Pins that the words do not find are there all the same. */
function countPins(pins: readonly Pin[], { candidates }: Matched, tallying: Tallying): number {
  const others = pins.filter(
    ({ segment, place }) => !candidates.some((found) => found.segment === segment && found.places.includes(place)),
  )
  return others.filter(({ segment, place }) => tallyDocument(tallying, segment, place)).length
}

type Paging = { readonly query: SearchQuery; readonly room: number; readonly shown: readonly Pin[] }

function pageOf(ranked: readonly Ranked[], { query, room, shown }: Paging): Pick<SearchResult, 'hits' | 'next'> {
  const page = ranked.slice(0, room)
  const last = page.at(-1)
  const hits: readonly SearchHit[] = [
    ...shown.map(({ id }) => ({ id, score: 0 })),
    ...page.map(({ segment, place, standing }) => ({ id: textAt(segment.ids, place), score: standing.value })),
  ]
  return { hits, next: last && ranked.length > room ? cursorOf(query.sort, last.standing) : undefined }
}

function facetsOf({ index, tally }: Tallying, { language, filters }: SearchQuery): SearchResult['facets'] {
  return tally ? presentFacets({ index, tally, language, filters }) : []
}
