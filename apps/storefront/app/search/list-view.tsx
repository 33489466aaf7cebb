import { ListingView } from '../catalogue/listing-view.tsx'
import { FoundView } from './found-view.tsx'
import type { List } from './list.server.ts'

export function ListView({ list }: { readonly list: List }) {
  return 'facets' in list ? <FoundView {...list} /> : <ListingView {...list} />
}
