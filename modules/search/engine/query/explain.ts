import { failures, selectionOf } from '../facets/selection.ts'
import { fieldsIn } from '../index/field.ts'
import { keyAt, type Postings } from '../index/postings.ts'
import type { Segment } from '../index/segment.ts'
import { priorsOf, type Standing } from '../index/standing-prior.ts'
import { adjusting } from '../ranking/adjust.ts'
import { sharesOf } from '../ranking/candidates.ts'
import { listOf } from '../ranking/match.ts'
import { freshness, startOfDay } from '../ranking/prior.ts'
import type { SearchQuery } from '../search-query.ts'
import type { Contribution, Explanation } from '../search-result.ts'
import type { Known } from './search.ts'
import { type Understood, understand } from './understand.ts'

/** Why a product stands where it stands. */
export function explain(query: SearchQuery, id: string, known: Known): Explanation | undefined {
  const { index } = known
  const found = index.find(id)
  if (!found || failures(selectionOf(index, query), found.segment, found.place) !== 0) return undefined
  const { segment, place } = found
  const understood = understand(query.text, query.language, known)
  const words = contributionsOf(understood, segment, place)
  if (understood.slots.length > 0 && words.length === 0) return undefined
  const share = shareFound(understood, words)
  const adjusted = adjusting(index, query)?.(segment, place)
  const factors = [
    { name: 'words', factor: share },
    ...priorsOf(standingOf(segment, place)),
    { name: 'fresh', factor: freshness(segment.columns, place, startOfDay(known.now)) },
    ...(adjusted === undefined ? [] : [{ name: 'staff', factor: adjusted }]),
  ]
  const sum = words.reduce((total, { score }) => total + score, 0)
  const score = factors.reduce((product, { factor }) => product * factor, sum)
  return { id, complete: share === 1, score, words, factors }
}

function contributionsOf({ slots, phrases }: Understood, segment: Segment, place: number): readonly Contribution[] {
  const ofWords = slots.flatMap(({ word, weight, alternatives }) => {
    for (const { kind, key, text, weight: likely } of alternatives) {
      const use = useOf(listOf(segment, kind), key, place)
      if (use) return [{ word, term: text, fields: fieldsIn(use.fields), score: (weight * likely * use.impact) / 255 }]
    }
    return []
  })
  const ofPhrases = phrases.flatMap(({ key, text, weight }) => {
    const use = useOf(segment.pairs, key, place)
    return use ? [{ word: text, term: text, fields: fieldsIn(use.fields), score: (weight * use.impact) / 255 }] : []
  })
  return [...ofWords, ...ofPhrases]
}

function shareFound(understood: Understood, words: readonly Contribution[]): number {
  const found = new Set(words.map(({ word }) => word))
  const bits = understood.slots.reduce((all, { word }, bit) => (found.has(word) ? all | (1 << bit) : all), 0)
  return sharesOf(understood)(bits)
}

function useOf({ keys, starts, documents, impacts, fields }: Postings, key: number, place: number) {
  const at = keyAt(keys, key)
  if (at < 0) return undefined
  const from = starts[at] ?? 0
  const within = keyAt(documents.subarray(from, starts[at + 1]), place)
  return within < 0 ? undefined : { impact: impacts[from + within] ?? 0, fields: fields[from + within] ?? 0 }
}

function standingOf({ columns }: Segment, place: number): Standing {
  const rating = columns.rating[place] ?? Number.NaN
  return {
    sales: columns.sales[place] ?? 0,
    rating: Number.isNaN(rating) ? undefined : rating,
    availability: columns.availability[place] === 0 ? 'out' : 'in_stock',
  }
}
