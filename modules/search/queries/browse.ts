import { anyone, isRefused, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import type { Naming } from '../domain/naming.ts'
import { allAnswers, brandAnswers, categoryAnswers, wordAnswers } from '../domain/tags.ts'
import type { Filter } from '../engine/search-query.ts'
import { ask } from '../finding/ask.ts'
import { find, foundOutput } from '../finding/find.ts'
import { FoundSort, listingInput, listingRefusals } from '../finding/listing-input.ts'

const Browse = z.object({
  /** Slug of a category; products of the categories below it count. */
  category: text(100).optional(),
  /** Slug of a brand. */
  brand: text(100).optional(),
  /** Slug of a collection. */
  collection: text(100).optional(),
  ...listingInput,
  sort: FoundSort.exclude(['relevance']).default('newest'),
})
type Browse = z.output<typeof Browse>

export const browse = query({
  name: 'search.browse',
  summary:
    'Lists the products of a category, a brand, a collection or the whole shop, with facets to narrow them down.',
  rest: 'GET /browse',
  access: anyone,
  input: Browse,
  output: z.object(foundOutput).meta({ id: 'BrowsedProducts' }),
  refuses: { ...listingRefusals, unknown_category: 404, category_moved: 301, unknown_brand: 404, brand_moved: 301 },
  tags: tagsOf,
  run: async (ctx, input) => {
    const asked = ask(ctx, { ...input, text: '', scope: scopeOf(input) })
    if (isRefused(asked)) return asked
    const gone = missing(input, asked.answering.naming)
    if (gone) return gone
    const found = await find(ctx, asked)
    return isRefused(found) ? found : found.page
  },
})

function scopeOf({ category, brand, collection }: Browse): readonly Filter[] {
  return [
    ...(category === undefined ? [] : [{ facet: 'category' as const, values: [category] }]),
    ...(brand === undefined ? [] : [{ facet: 'brand' as const, values: [brand] }]),
    ...(collection === undefined ? [] : [{ facet: 'collection' as const, values: [collection] }]),
  ]
}

function missing({ category, brand }: Browse, naming: Naming) {
  const categoryNow = category === undefined ? undefined : naming.category(category)
  const brandNow = brand === undefined ? undefined : naming.brand(brand)
  if (category !== undefined && !categoryNow) return refuse('unknown_category')
  if (brand !== undefined && !brandNow) return refuse('unknown_brand')
  if (categoryNow && categoryNow.slug !== category) return refuse('category_moved', { slug: categoryNow.slug })
  if (brandNow && brandNow.slug !== brand) return refuse('brand_moved', { slug: brandNow.slug })
  return undefined
}

/** A list changes with any document of its shelf: which products it shows, or how many each facet counts. */
function tagsOf({ category, brand }: Browse): readonly string[] {
  if (category !== undefined) return [allAnswers, categoryAnswers(category)]
  return [allAnswers, brand === undefined ? wordAnswers : brandAnswers(brand)]
}
