import { addFacet, addTally, clearFacet, readyTally } from '../facets/ready-tally.ts'
import { failing } from '../facets/selection.ts'
import { emptyTally, type Tally, tallyAll } from '../facets/tally.ts'
import { type Tallying, tallyFailing } from '../facets/tally-candidates.ts'
import type { SearchSort } from '../search-query.ts'
import type { Adjust } from './adjust.ts'
import { type Candidates, completeScore } from './candidates.ts'
import { orderingOf, valueIn, valueOfName } from './order.ts'
import { priorOf } from './prior.ts'
import type { Scratch } from './scratch.ts'
import type { Top } from './top.ts'

export type Ranking = {
  readonly tallying: Tallying
  readonly top: Top
  readonly sort: SearchSort
  readonly scratch: Scratch
  readonly today: number
  readonly adjust: Adjust | undefined
  /** Keys of what is shown before everything else. */
  readonly pinned: ReadonlySet<number>
}

/** Where nobody typed a word, the featured come first. */
const featuredScore = 2
const plainScore = 1

export type Counted = { readonly total: number; readonly complete: number }

/** Counts what passes the filters and offers it to the top, without the pinned. */
export function rank(candidates: readonly Candidates[], ranking: Ranking): Counted {
  let total = 0
  let complete = 0
  for (const some of candidates) {
    const passed = pass(some, ranking)
    offer(some, passed, ranking)
    total += passed.length
    if (some.scores) for (const index of passed) if ((some.scores[index] ?? 0) >= completeScore) complete += 1
  }
  return { total, complete }
}

/** Indexes of the candidates that pass the filters; facets are counted on the way. */
function pass(candidates: Candidates, { tallying, scratch }: Ranking): Uint32Array {
  const { index, selection, tally } = tallying
  const filters = selection.filters.slice(selection.scoped)
  const ready = tally && readyOf(candidates, tallying)
  const [only] = filters
  if (!tally || !ready || filters.length > 1) return passAndTally(candidates, tallying, scratch)
  if (only === undefined) {
    addTally(tally, ready)
    return Uint32Array.from(candidates.places.keys())
  }
  // what fails the only filter counts in its facet alone, and there it is as if there were no filter
  const own = emptyTally(index)
  const passed = passAndTally(candidates, { ...tallying, tally: own, passing: true }, scratch)
  clearFacet(own, { facet: only, index })
  addFacet(own, ready, { facet: only, index })
  addTally(tally, own)
  return passed
}

function readyOf({ segment, places, whole }: Candidates, { index, selection }: Tallying): Tally | undefined {
  if (!whole) return undefined
  return readyTally(index, segment, { market: selection.market, value: whole.value, places })
}

type Passing = Tallying & {
  /** Only what passes all filters is counted. */
  readonly passing?: boolean
}

function passAndTally({ segment, places }: Candidates, passing: Passing, scratch: Scratch): Uint32Array {
  const { selection, tally } = passing
  const { market } = selection
  const room = scratch.reservePassed(segment.size)
  const failuresAt = failing(selection, segment, { count: places.length, room })
  const passed = new Uint32Array(places.length)
  let count = 0
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index] ?? 0
    const failed = failuresAt(place)
    if (failed === 0) {
      passed[count] = index
      count += 1
      if (tally) tallyAll(tally, segment, { place, market, by: 1 })
    } else if (tally && !passing.passing) {
      tallyFailing(tally, segment, { place, failed, tallying: passing })
    }
  }
  return passed.subarray(0, count)
}

function offer({ segment, places, scores }: Candidates, passed: Uint32Array, ranking: Ranking): void {
  const { top, sort, pinned, today, adjust } = ranking
  const ordering = orderingOf(sort, ranking.tallying.selection.market, segment)
  const { key, featured } = segment.columns
  let least = top.least
  for (const index of passed) {
    const place = places[index] ?? 0
    let value: number
    if (ordering) value = valueIn(ordering, place)
    else if (sort === 'name') value = valueOfName(segment, place)
    else {
      const score = scores ? (scores[index] ?? 0) : (featured[place] ?? 0) > 0 ? featuredScore : plainScore
      const base = score >= completeScore ? completeScore : 0
      const factor = priorOf(segment.columns, place, today) * (adjust ? adjust(segment, place) : 1)
      value = base + (score - base) * factor
    }
    if (value < least || (pinned.size > 0 && pinned.has(key[place] ?? 0))) continue
    top.offer(segment, place, value)
    least = top.least
  }
}
