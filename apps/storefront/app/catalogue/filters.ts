import type { Input } from '../api/outputs.ts'
import { minorUnits } from '../money/format.ts'

export const sorts = [
  { value: 'featured', label: 'Our choice' },
  { value: 'newest', label: 'Newest' },
  { value: 'best-selling', label: 'Most bought' },
  { value: 'price', label: 'Price, low to high' },
  { value: '-price', label: 'Price, high to low' },
  { value: 'name', label: 'Name' },
] as const

export type Sort = (typeof sorts)[number]['value']

const defaultSort: Sort = 'featured'

/** What a list is narrowed to, as it stands in the address; prices in whole units, as people type them. */
export type Filters = {
  readonly brand: string | undefined
  readonly from: number | undefined
  readonly to: number | undefined
  readonly inStock: boolean
  readonly sort: Sort
  readonly after: string | undefined
}

/** Reads the address. What is no filter is left out: an address from elsewhere still shows a list. */
export function readFilters(query: URLSearchParams): Filters {
  return {
    brand: query.get('brand') || undefined,
    from: priceIn(query.get('from')),
    to: priceIn(query.get('to')),
    inStock: query.get('stock') === 'in',
    sort: sorts.find(({ value }) => value === query.get('sort'))?.value ?? defaultSort,
    after: query.get('after') || undefined,
  }
}

/** The filters as the list of products takes them. */
export function listInput(
  { brand, from, to, inStock, sort, after }: Filters,
  currency: string,
): Input<'catalog.list-products'> {
  return {
    sort,
    ...(brand !== undefined && { brand }),
    ...(from !== undefined && { priceFrom: minorUnits(from, currency) }),
    ...(to !== undefined && { priceTo: minorUnits(to, currency) }),
    ...(inStock && { inStock }),
    ...(after !== undefined && { after }),
  }
}

/** The query of a form with filters, without what is empty or goes without saying. */
export function filterQuery(form: FormData): URLSearchParams {
  const said = [...form].flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : []))
  return new URLSearchParams(said.filter(([, value]) => value !== defaultSort))
}

/** The address of the next page of the same list. */
export function pageAfter(query: URLSearchParams, after: string): string {
  const next = new URLSearchParams(query)
  next.set('after', after)
  return `?${next}`
}

export function isNarrowed({ brand, from, to, inStock }: Filters): boolean {
  return brand !== undefined || from !== undefined || to !== undefined || inStock
}

function priceIn(given: string | null): number | undefined {
  return given !== null && /^\d{1,7}$/.test(given) ? Number(given) : undefined
}
