import { Form, useNavigation, useSearchParams } from 'react-router'
import type { Facet, ProductCardData } from '../api/outputs.ts'
import { ButtonLink } from '../components/button.tsx'
import { ProductGrid } from '../components/product-grid.tsx'
import { Select } from '../components/select.tsx'
import { Chips } from './chips.tsx'
import { FacetPanel } from './facet-panel.tsx'
import { addressWith, type FoundFilters, type FoundSort, foundSorts, isNarrowed } from './found-filters.ts'
import { useFoundForm } from './use-found-form.ts'

type Props = {
  readonly items: readonly ProductCardData[]
  readonly next: string | null
  readonly total: number
  readonly facets: readonly Facet[]
  readonly filters: FoundFilters
  readonly currency: string
  /** The order of the list unless another is chosen. */
  readonly usual: FoundSort
}

/** A list with all that it can be narrowed by. Its state is the address alone. */
export function FoundView({ items, next, total, facets, filters, currency, usual }: Props) {
  const [query] = useSearchParams()
  const { state, location } = useNavigation()
  const isChanging = state === 'loading' && location?.search !== undefined && location.search !== ''
  return (
    <>
      <FoundBar facets={facets} filters={filters} currency={currency} total={total} usual={usual} />
      <Chips filters={filters} facets={facets} currency={currency} />
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
          <ButtonLink to={addressWith(query, {})} look="quiet">
            Back to the first pieces
          </ButtonLink>
        )}
        {next !== null && (
          <ButtonLink to={addressWith(query, { after: [next] })} look="outline">
            More pieces
          </ButtonLink>
        )}
      </nav>
    </>
  )
}

type BarProps = Pick<Props, 'facets' | 'filters' | 'currency' | 'total' | 'usual'>

function FoundBar({ facets, filters, currency, total, usual }: BarProps) {
  const form = useFoundForm(filters)
  const { q, sort = usual } = filters
  const sorts = foundSorts.filter(({ value }) => value !== 'relevance' || usual === 'relevance')
  return (
    <Form ref={form} role="search" aria-label="Filter and sort" className="relative border-y border-line">
      {q !== '' && <input type="hidden" name="q" value={q} />}
      <details open={isNarrowed(filters)} className="group">
        <summary className="inline-flex min-h-16 list-none items-center gap-3 text-small">
          Filter
          <span
            aria-hidden="true"
            className="size-2 -translate-y-0.5 rotate-45 border-r border-b border-current group-open:translate-y-0.5 group-open:-rotate-135"
          />
          <span role="status" className="ps-4 text-ink-soft">
            {total === 1 ? '1 piece' : `${total} pieces`}
          </span>
        </summary>
        <FacetPanel facets={facets} filters={filters} currency={currency} total={total} />
        <button
          type="submit"
          className="mb-8 min-h-12 border border-ink px-6 text-small transition-colors hover:bg-ink hover:text-paper"
        >
          Apply
        </button>
      </details>
      <div className="absolute top-2 end-0 flex w-44 items-center gap-2 sm:w-64">
        <label htmlFor="found-sort" className="sr-only">
          Sort by
        </label>
        <Select id="found-sort" name="sort" defaultValue={sort}>
          {sorts.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <noscript>
          <button type="submit" className="min-h-12 border border-line-strong px-3 text-small">
            Sort
          </button>
        </noscript>
      </div>
    </Form>
  )
}
