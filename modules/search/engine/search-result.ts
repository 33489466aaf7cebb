import type { FacetKey } from './search-query.ts'

export type FacetValue = {
  /** What a filter takes. */
  readonly value: string
  readonly label: string
  readonly count: number
  readonly selected: boolean
  /** The value above, in the tree of categories. */
  readonly parent?: string
  /** Both ends inside, where the value stands for a range; an end may be open. */
  readonly from?: number
  readonly to?: number
}

export type Facet = {
  readonly facet: FacetKey
  /** In the language of the query; empty for what every shop has and the page names itself. */
  readonly label: string
  readonly unit?: string
  readonly kind: 'values' | 'tree' | 'ranges'
  /** In a stable order, the selected ones always among them. */
  readonly values: readonly FacetValue[]
  /** How many values were cut off. */
  readonly more: number
}

/** What became of a word of the query. */
export type WordOutcome = 'found' | 'corrected' | 'left_out' | 'unwanted'

export type Word = {
  readonly text: string
  readonly outcome: WordOutcome
  /** What was searched in its place, when it was corrected. */
  readonly instead?: string
}

export type SearchHit = {
  readonly id: string
  /** Comparable within one result only. */
  readonly score: number
}

export type SearchResult = {
  readonly hits: readonly SearchHit[]
  /** Exactly how many there are, over all pages. */
  readonly total: number
  readonly next: string | undefined
  readonly facets: readonly Facet[]
  /** `some`: no product has all the words, so those are shown that have the most telling ones. */
  readonly matched: 'all' | 'some'
  /** How many of the total have all the words: they come first, and when they are few, others follow that have most of them. */
  readonly complete: number
  readonly words: readonly Word[]
  /** Slugs of a brand and a category that the words name. */
  readonly recognised: { readonly brand?: string; readonly category?: string }
}

/** A cursor that is none, or of another sort. */
export type MalformedCursor = { readonly malformed: 'cursor' }

export type Suggestion = { readonly text: string }

export type Suggestions = {
  readonly queries: readonly Suggestion[]
  readonly categories: readonly (Suggestion & { readonly slug: string })[]
  readonly brands: readonly (Suggestion & { readonly slug: string })[]
  readonly products: readonly (Suggestion & { readonly id: string })[]
}

export type Contribution = {
  readonly word: string
  /** The form that was found in the document. */
  readonly term: string
  readonly fields: readonly string[]
  readonly score: number
}

/** Why a product stands where it stands: the score is the words' sum times the factors. */
export type Explanation = {
  readonly id: string
  /** It has all the words, and so it stands before all that have not. */
  readonly complete: boolean
  readonly score: number
  readonly words: readonly Contribution[]
  readonly factors: readonly { readonly name: string; readonly factor: number }[]
}
