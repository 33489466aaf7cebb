import type { SearchDocument } from '@merx/search'

const editions = [
  'Alba',
  'Borea',
  'Cala',
  'Dune',
  'Etna',
  'Fjord',
  'Gesso',
  'Hale',
  'Isola',
  'Juno',
  'Kelp',
  'Lune',
  'Mare',
]

/** Document `number` of a large shop: one of the patterns, varied in name, number, price, stock and sales; always the same. */
export function varied(patterns: readonly SearchDocument[], number: number): SearchDocument {
  const pattern = patterns[number % patterns.length]
  if (!pattern) throw new Error('There is nothing to vary')
  const round = Math.floor(number / patterns.length)
  const edition = editions[round % editions.length]
  const name = round === 0 ? '' : ` ${edition} No. ${round}`
  const factor = 0.5 + ((number * 7_919) % 1_000) / 500
  const price = Math.max(Math.round((pattern.prices[0]?.from ?? 4_900) * factor), 1)
  const names = Object.entries(pattern.names).map(([language, text]) => [language, `${text}${name}`] as const)
  return {
    ...pattern,
    id: idOf(number),
    names: Object.fromEntries(names),
    codes: [`SKU-${number}`],
    prices: [{ market: 'us', from: price, to: price }],
    availability: number % 11 === 0 ? 'out' : 'in_stock',
    rating: number % 3 === 0 ? undefined : ((number * 31) % 40) / 10 + 1,
    sales: (number * 104_729) % 5_000,
    createdAt: Date.UTC(2016, 0, 1) + ((number * 104_729) % (10 * 365 * 24 * 60)) * 60_000,
  }
}

/** In the form of a UUID, as products have. */
function idOf(number: number): string {
  const digits = number.toString(16).padStart(12, '0')
  return `01890000-0000-7000-8000-${digits}`
}
