/** Every answer of search carries it: dropped when more changed than one cares to name. */
export const allAnswers = 'search'
/** Answers to words, and lists of no category and brand: any document may come to be on them. */
export const wordAnswers = 'search/words'
/** The page of a category, with the documents of all below it. */
export const categoryAnswers = (slug: string): string => `search/category:${slug}`
export const brandAnswers = (slug: string): string => `search/brand:${slug}`

/** Where documents that changed may be shown. */
export type ChangedPlaces = { readonly categories: readonly string[]; readonly brands: readonly string[] }

export function tagsOf({ categories, brands }: ChangedPlaces): readonly string[] {
  return [wordAnswers, ...categories.map(categoryAnswers), ...brands.map(brandAnswers)]
}
