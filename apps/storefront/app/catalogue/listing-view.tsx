import { useNavigation, useSearchParams } from 'react-router'
import { ButtonLink } from '../components/button.tsx'
import { ProductGrid } from '../components/product-grid.tsx'
import { FilterBar } from './filter-bar.tsx'
import { pageAfter } from './filters.ts'
import type { Listing } from './listing.server.ts'

export function ListingView({ items, next, total, filters, currency, brands }: Listing) {
  const [query] = useSearchParams()
  const { state, location } = useNavigation()
  const isChanging = state === 'loading' && location?.search !== undefined && location.search !== ''
  return (
    <>
      <FilterBar filters={filters} brands={brands} currency={currency} total={total} />
      <div aria-busy={isChanging} className={`pt-12 transition-opacity ${isChanging ? 'opacity-50' : ''}`}>
        {items.length > 0 ? (
          <ProductGrid products={items} heading="h2" seenFirst={4} />
        ) : (
          <p className="py-16 text-center text-lead text-ink-soft">
            Nothing fits these filters. Widen them, and there will be.
          </p>
        )}
      </div>
      <nav aria-label="Pages" className="flex flex-wrap justify-center gap-8 pt-16">
        {filters.after !== undefined && (
          <ButtonLink to={firstPage(query)} look="quiet">
            Back to the first pieces
          </ButtonLink>
        )}
        {next !== null && (
          <ButtonLink to={pageAfter(query, next)} look="outline">
            More pieces
          </ButtonLink>
        )}
      </nav>
    </>
  )
}

function firstPage(query: URLSearchParams): string {
  const first = new URLSearchParams(query)
  first.delete('after')
  return `?${first}`
}
