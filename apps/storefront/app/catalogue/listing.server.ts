import { expected } from '../api/expect.server.ts'
import type { Shop } from '../api/shop.server.ts'
import { listInput, readFilters } from './filters.ts'

/** The page's own shelf, by slug; none is the whole shop. */
type Shelf = { readonly category?: string; readonly collection?: string }

/** A list of products as an address asks for it, with what it can be narrowed by. */
export async function readListing({ client, market }: Shop, request: Request, shelf: Shelf = {}) {
  const { searchParams } = new URL(request.url)
  const filters = readFilters(searchParams)
  const [markets, brands] = await Promise.all([client.call('pricing.list-markets'), client.call('catalog.list-brands')])
  const known = expected(markets).items
  const here = known.find(({ code }) => code === market.market) ?? known.find(({ isDefault }) => isDefault)
  const currency = here?.currency ?? 'USD'
  const input = { ...listInput(filters, currency), ...market, ...shelf }
  const { items, next, total } = expected(await client.call('catalog.list-products', input))
  return { items, next, total, filters, currency, brands: expected(brands).items }
}

export type Listing = Awaited<ReturnType<typeof readListing>>
