import type { WordOutcome } from '../search-result.ts'
import type { Wish } from './query-word.ts'
import type { Kind } from './statistics.ts'

/** One thing that a word of the query may be found as. */
export type Alternative = {
  readonly kind: Kind
  readonly key: number
  /** 1 for the word itself, less for what only may be meant. */
  readonly weight: number
  /** For explanations. */
  readonly text: string
}

/** A word of the query with all it may be found as, the likeliest first: of several in one document the first counts. */
export type Slot = {
  readonly word: string
  readonly wish: Wish
  readonly alternatives: readonly Alternative[]
  /** How much finding it counts. */
  readonly weight: number
  readonly outcome: WordOutcome
  readonly instead?: string
}
