import type { Facet } from '../api/outputs.ts'
import { formatPrice } from '../money/format.ts'

const facets: Readonly<Record<string, string>> = {
  category: 'Category',
  brand: 'Line',
  collection: 'Collection',
  availability: 'Availability',
  price: 'Price',
  rating: 'Rating',
}

const availability: Readonly<Record<string, string>> = { in_stock: 'In stock', low: 'Few left', out: 'Sold out' }

export function facetTitle({ facet, label, unit }: Pick<Facet, 'facet' | 'label' | 'unit'>): string {
  const title = label || facets[facet] || facet
  return unit === null ? title : `${title}, ${unit}`
}

type Value = Facet['values'][number]

/** What a value is called; a price is told in the currency of the page. */
export function valueLabel(facet: string, { value, label, from, to }: Value, currency: string): string {
  if (facet === 'availability') return availability[value] ?? label
  if (from === null && to === null) return label
  const end = (amount: number) => (facet === 'price' ? formatPrice({ amount, currency }) : String(amount))
  if (from === null) return `Up to ${end(to ?? 0)}`
  return to === null ? `${end(from)} and more` : `${end(from)} to ${end(to)}`
}
