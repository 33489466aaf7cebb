import { redirect } from 'react-router'
import { expected } from '../api/expect.server.ts'
import type { Shop } from '../api/shop.server.ts'
import { addressWith, foundInput, readFoundFilters } from './found-filters.ts'

/** The page's own shelf, by slug; none is the whole shop. */
type Shelf = { readonly category?: string; readonly collection?: string }

/** What every list of found products stands in: what the address asks for, and the currency of its prices. */
export async function readFilters({ client, market }: Shop, request: Request) {
  const filters = readFoundFilters(new URL(request.url).searchParams)
  const known = expected(await client.call('pricing.list-markets')).items
  const here = known.find(({ code }) => code === market.market) ?? known.find(({ isDefault }) => isDefault)
  return { filters, currency: here?.currency ?? 'USD' }
}

/**
 * The products of a shelf with facets; `undefined` where search cannot answer, because its index is still being built or the process that
 * has it is away: the catalogue lists them without.
 */
export async function readShelf(shop: Shop, request: Request, shelf: Shelf = {}) {
  const { filters, currency } = await readFilters(shop, request)
  const { sort = 'featured' } = filters
  const input = {
    ...foundInput(filters, currency),
    ...shop.market,
    ...shelf,
    sort: sort === 'relevance' ? 'featured' : sort,
  }
  const found = await shop.client.call('search.browse', input)
  if (!found.ok && found.status >= 500) return undefined
  if (!found.ok) forgetFaded(found.code, request)
  const { items, next, total, facets } = expected(found)
  return { items, next, total, facets, filters, currency, usual: 'featured' as const }
}

export type FoundList = NonNullable<Awaited<ReturnType<typeof readShelf>>>

const faded = ['unknown_facet', 'malformed_filter', 'malformed_cursor']

/** An address from elsewhere may name a facet that is gone, or a page of a list that was another one: it leads to the list without. */
export function forgetFaded(code: string, request: Request): void {
  if (!faded.includes(code)) return
  const { pathname, searchParams } = new URL(request.url)
  throw redirect(pathname + addressWith(searchParams, { filter: [], brand: [] }))
}
