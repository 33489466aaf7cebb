import type { Adjustment, SearchQuery } from '../engine/search-query.ts'
import { readFilter } from './filter-text.ts'
import type { RankingRule, Redirect } from './lesson.ts'
import { wordsKey } from './words-key.ts'

/** What staff have taught, ready to be asked with every search. */
export type Rules = {
  /** Where the words lead instead of to a list. */
  redirectOf(words: string): string | undefined
  /** What comes first and what is moved for these words in this category. */
  rankingOf(asked: RankingCase): Pick<SearchQuery, 'pinned' | 'adjustments'>
}

export type RankingCase = { readonly words: string; readonly category: string | undefined; readonly now: Date }

type Taught = { readonly redirects: readonly Redirect[]; readonly rankings: readonly RankingRule[] }

export function rulesOf({ redirects, rankings }: Taught): Rules {
  const targets = new Map(redirects.map(({ words, to }) => [wordsKey(words), to]))
  const anyWords = rankings.filter(({ words }) => words === null)
  const byWords = Map.groupBy(
    rankings.filter(({ words }) => words !== null),
    ({ words }) => wordsKey(words ?? ''),
  )
  return {
    redirectOf: (words) => targets.get(wordsKey(words)),
    rankingOf: ({ words, category, now }) => {
      const fitting = [...(byWords.get(wordsKey(words)) ?? []), ...anyWords].filter(
        (rule) => (rule.category === null || rule.category === category) && isActive(rule, now),
      )
      return {
        pinned: [...new Set(fitting.flatMap(({ pinned }) => pinned))],
        adjustments: fitting.flatMap(({ adjustments }) => adjustments.flatMap(adjustmentOf)),
      }
    },
  }
}

export const nothingTaught = rulesOf({ redirects: [], rankings: [] })

function isActive({ startsAt, endsAt }: RankingRule, now: Date): boolean {
  return (startsAt === null || new Date(startsAt) <= now) && (endsAt === null || now < new Date(endsAt))
}

function adjustmentOf({ factor, filter, productIds }: RankingRule['adjustments'][number]): readonly Adjustment[] {
  const where = filter === null ? undefined : readFilter(filter)
  return [...(productIds.length > 0 ? [{ factor, ids: productIds }] : []), ...(where ? [{ factor, where }] : [])]
}
