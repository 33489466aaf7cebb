import type { Shop } from '../api/shop.server.ts'
import { type Listing, readListing } from '../catalogue/listing.server.ts'
import { type FoundList, readShelf } from './found.server.ts'

type Shelf = { readonly category?: string; readonly collection?: string }

/** The products of a shelf: with facets by search, without by the catalogue while search cannot answer. */
export async function readList(shop: Shop, request: Request, shelf: Shelf = {}): Promise<FoundList | Listing> {
  return (await readShelf(shop, request, shelf)) ?? readListing(shop, request, shelf)
}

export type List = Awaited<ReturnType<typeof readList>>
