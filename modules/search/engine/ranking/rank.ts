import { type Tallying, tallyDocument } from '../facets/tally-candidates.ts'
import type { Adjust } from './adjust.ts'
import { type Candidates, completeScore } from './candidates.ts'
import { priorOf } from './prior.ts'
import type { Top } from './top.ts'

export type Ranking = {
  readonly tallying: Tallying
  readonly top: Top
  readonly today: number
  readonly adjust: Adjust | undefined
  /** Keys of what is shown before everything else. */
  readonly pinned: ReadonlySet<number>
}

export type Counted = { readonly total: number; readonly complete: number }

/** Counts what passes the filters, without the pinned, and offers it to the top. */
export function rank(candidates: readonly Candidates[], ranking: Ranking): Counted {
  let total = 0
  let complete = 0
  for (const { segment, places, scores } of candidates) {
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index] ?? 0
      if (!tallyDocument(ranking.tallying, segment, place)) continue
      const score = scores[index] ?? 0
      total += 1
      if (score >= completeScore) complete += 1
      if (ranking.pinned.size > 0 && ranking.pinned.has(segment.columns.key[place] ?? 0)) continue
      const base = score >= completeScore ? completeScore : 0
      const factor = priorOf(segment.columns, place, ranking.today) * (ranking.adjust?.(segment, place) ?? 1)
      ranking.top.offer(segment, place, base + (score - base) * factor)
    }
  }
  return { total, complete }
}
