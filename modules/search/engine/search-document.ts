/** A text by the language it is written in, such as `en`. */
export type Texts = Readonly<Record<string, string>>

/** A category or a brand as a product names it; the engine shows and finds it by the names that came last. */
export type Named = { readonly slug: string; readonly names: Texts }

export type DocumentCategory = Named & {
  /** The slug of the category above; that one is in the list too. */
  readonly parent: string | undefined
}

export type DocumentAttribute = {
  readonly code: string
  readonly labels: Texts
  /** Counted and offered for selection; every attribute is searched. */
  readonly facet: boolean
} & (
  | { readonly type: 'text' | 'choice'; readonly value: string; readonly values?: Texts }
  | { readonly type: 'number'; readonly value: number; readonly unit?: string }
  | { readonly type: 'boolean'; readonly value: boolean }
)

/** What a product costs in a market, over its variants, in minor units. */
export type DocumentPrice = { readonly market: string; readonly from: number; readonly to: number }

export type AvailabilityBand = 'in_stock' | 'low' | 'out'

/** Everything that search knows of a product, complete each time it is written. */
export type SearchDocument = {
  readonly id: string
  /** Grows with each change of the document: a write never covers what is newer. */
  readonly revision: number
  readonly names: Texts
  readonly descriptions: Texts
  readonly brand: Named | undefined
  /** Its own and all above them. */
  readonly categories: readonly DocumentCategory[]
  /** Slugs of hand-picked and ruled collections. */
  readonly collections: readonly string[]
  readonly attributes: readonly DocumentAttribute[]
  /** SKUs and barcodes of its variants, found when they are typed in full. */
  readonly codes: readonly string[]
  readonly prices: readonly DocumentPrice[]
  readonly availability: AvailabilityBand
  /** 0 to 5; `undefined` until somebody has rated it. */
  readonly rating: number | undefined
  /** Pieces sold lately: a small prior, and the order of `best-selling`. */
  readonly sales: number
  /** The higher the earlier among the featured. */
  readonly featured: number
  /** Milliseconds since 1970. */
  readonly createdAt: number
}
