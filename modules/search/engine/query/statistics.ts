import { frequencyOf } from '../index/postings.ts'
import type { SearchIndex } from '../index/search-index.ts'

export type Kind = 'term' | 'pair' | 'code'

const listOf = { term: 'terms', pair: 'pairs', code: 'codes' } as const

/** In how many documents of the index something occurs; what was deleted counts until it is merged away. */
export function frequency({ segments }: SearchIndex, kind: Kind, key: number): number {
  return segments.reduce((sum, segment) => sum + frequencyOf(segment[listOf[kind]], key), 0)
}

/**
 * How telling a word is that stands in so many documents. In steps of an eighth, so that a product more or less moves no score and no
 * page is torn.
 */
export function telling(documents: number, of: number): number {
  const most = Math.max(of, documents)
  return Math.max(Math.round(8 * Math.log(1 + (most - documents + 0.5) / (documents + 0.5))), 1) / 8
}
