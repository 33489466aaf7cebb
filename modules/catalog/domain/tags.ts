/**
 * How kept answers are found again. A list carries the tags of the products on it, so that a changed price drops the lists that show the
 * product; the shelf's own tags are dropped only for lists that could now hold other products: those sorted or filtered by what changed.
 */
export type Aspect = 'members' | 'prices' | 'stock' | 'sales'

/** The shelf with every product. */
export const allProducts = 'products'

export const productTag = (slug: string): string => `product:${slug}`
/** Also the shelf of the category and all below it. */
export const categoryTag = (slug: string): string => `category:${slug}`
/** Also the shelf of the brand. */
export const brandTag = (slug: string): string => `brand:${slug}`
/** Also the shelf of the collection. */
export const collectionTag = (slug: string): string => `collection:${slug}`

export const categoryTree = 'categories'
export const brandList = 'brands'
export const collectionList = 'collections'
export const attributeNames = 'attributes'
/** Answers in the default market of callers who named none. */
export const markets = 'markets'

/** Every list of a shelf depends on its `members`, whatever it is sorted and filtered by. */
export const aspectTag = (shelf: string, aspect: Aspect): string => `${shelf}/${aspect}`
