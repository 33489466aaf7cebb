import type { SearchDocument } from '../search-document.ts'

export type Standing = Pick<SearchDocument, 'sales' | 'rating' | 'availability'>

export type Prior = { readonly name: 'sales' | 'rating' | 'stock'; readonly factor: number }

/** What speaks for a product whatever was asked: little, so that it decides among equals. */
export function priorsOf({ sales, rating, availability }: Standing): readonly Prior[] {
  return [
    { name: 'sales', factor: sales > 0 ? 1 + 0.02 * Math.log10(1 + sales) : 1 },
    { name: 'rating', factor: rating !== undefined && rating > 3 ? 1 + 0.02 * (rating - 3) : 1 },
    { name: 'stock', factor: availability === 'out' ? 0.9 : 1 },
  ]
}

/** The product of them. */
export function standingPrior(standing: Standing): number {
  return priorsOf(standing).reduce((product, { factor }) => product * factor, 1)
}
