import type { Input } from '../api/outputs.ts'
import { minorUnits } from '../money/format.ts'

export const foundSorts = [
  { value: 'relevance', label: 'Best match' },
  { value: 'featured', label: 'Our choice' },
  { value: 'newest', label: 'Newest' },
  { value: 'best-selling', label: 'Most bought' },
  { value: 'price', label: 'Price, low to high' },
  { value: '-price', label: 'Price, high to low' },
  { value: 'name', label: 'Name' },
] as const

export type FoundSort = (typeof foundSorts)[number]['value']

const longestQuery = 400
const mostFilters = 60

/** What is looked for and what it is narrowed to, as it stands in the address; prices in whole units, as people type them. */
export type FoundFilters = {
  readonly q: string
  /** As the facets of an answer name them: `colour:Red`. */
  readonly chosen: readonly string[]
  readonly from: number | undefined
  readonly to: number | undefined
  readonly inStock: boolean
  /** Absent: the usual order of the list. */
  readonly sort: FoundSort | undefined
  readonly after: string | undefined
}

/** Reads the address. What makes no sense is left out: an address from elsewhere still shows a list. */
export function readFoundFilters(query: URLSearchParams): FoundFilters {
  const brand = query.get('brand')
  return {
    q: (query.get('q') ?? '').slice(0, longestQuery).trim(),
    chosen: [...new Set([...query.getAll('filter').filter(Boolean), ...(brand ? [`brand:${brand}`] : [])])].slice(
      0,
      mostFilters,
    ),
    from: priceIn(query.get('from')),
    to: priceIn(query.get('to')),
    inStock: query.get('stock') === 'in',
    sort: foundSorts.find(({ value }) => value === query.get('sort'))?.value,
    after: query.get('after') || undefined,
  }
}

/** The filters as both lists of found products take them. */
export function foundInput({ chosen, from, to, inStock, after }: FoundFilters, currency: string) {
  return {
    ...(chosen.length > 0 && { filter: [...chosen] }),
    ...(from !== undefined && { priceFrom: minorUnits(from, currency) }),
    ...(to !== undefined && { priceTo: minorUnits(to, currency) }),
    ...(inStock && { inStock }),
    ...(after !== undefined && { after }),
  } satisfies Partial<Input<'search.browse'>>
}

/** The query of a form with filters, without what is empty. */
export function foundQuery(form: FormData): URLSearchParams {
  return new URLSearchParams(
    [...form].flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : [])),
  )
}

/** The address of the same list with other values in place of those; a list that is narrowed otherwise begins at its beginning. */
export function addressWith(query: URLSearchParams, change: Readonly<Record<string, readonly string[]>>): string {
  const next = new URLSearchParams(query)
  for (const [name, values] of Object.entries({ after: [], ...change })) {
    next.delete(name)
    for (const value of values) next.append(name, value)
  }
  return `?${next}`
}

export function isNarrowed({ chosen, from, to, inStock }: FoundFilters): boolean {
  return chosen.length > 0 || from !== undefined || to !== undefined || inStock
}

function priceIn(given: string | null): number | undefined {
  return given !== null && /^\d{1,7}$/.test(given) ? Number(given) : undefined
}
