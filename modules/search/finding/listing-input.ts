import { MinorUnits, text } from '@merx/kernel'
import { z } from 'zod'

export const FoundSort = z.enum([
  'relevance',
  'newest',
  'price',
  '-price',
  'best-selling',
  'rating',
  'featured',
  'name',
])

/** What every list of found products takes: the state of a page, as its address carries it. */
export const listingInput = {
  /** `colour:Red`, `brand:noirel`, `width:10..20`: as the facets of an answer give them. Values of one facet are alternatives. */
  filter: z.array(text(600)).max(60).optional(),
  priceFrom: MinorUnits.min(0).optional(),
  priceTo: MinorUnits.min(0).optional(),
  inStock: z.boolean().optional(),
  limit: z.int().min(1).max(100).default(24),
  /** `next` of the page before. */
  after: text(2_000).optional(),
  market: text(20).optional(),
  /** Whether to count the facets: the pages after the first do without. */
  facets: z.boolean().default(true),
}

const Listing = z.object({ ...listingInput, sort: FoundSort })
export type Listing = z.output<typeof Listing>

/** Why a list cannot be answered. */
export const listingRefusals = {
  malformed_filter: 400,
  unknown_facet: 422,
  unknown_market: 404,
  malformed_cursor: 400,
  index_not_ready: 503,
} as const
