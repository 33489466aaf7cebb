export type SearchSort = 'relevance' | 'newest' | 'price' | '-price' | 'best-selling' | 'rating' | 'featured' | 'name'

export type FacetKey = 'category' | 'brand' | 'collection' | 'availability' | 'price' | 'rating' | `attribute.${string}`

/** Any of the values, or a range with both ends inside; price in minor units, rating as a number. */
export type Filter =
  | { readonly facet: FacetKey; readonly values: readonly string[] }
  | { readonly facet: FacetKey; readonly from?: number; readonly to?: number }

/** What staff wish to see higher (a factor above 1) or lower (below 1) among the results for this query. */
export type Adjustment = { readonly factor: number } & (
  | { readonly ids: readonly string[] }
  | { readonly where: Filter }
)

export type SearchQuery = {
  /** Empty: everything in the scope, as on the page of a category. */
  readonly text: string
  readonly language: string
  readonly market: string
  /** What the page is about: all must hold, and no facet is counted without them. */
  readonly scope: readonly Filter[]
  /** What the shopper has selected: all must hold, but a facet is counted as if nothing were selected in it. */
  readonly filters: readonly Filter[]
  readonly sort: SearchSort
  readonly limit: number
  /** `next` of the page before. */
  readonly after?: string
  /** Counted only when somebody shows them. */
  readonly facets: boolean
  /** Come first in this order, when sorted by relevance and within scope and filters, whether they match the words or not. */
  readonly pinned: readonly string[]
  readonly adjustments: readonly Adjustment[]
}

export type SuggestionQuery = {
  readonly text: string
  readonly language: string
  readonly market: string
  /** At most this many of each kind. */
  readonly limit: number
}
