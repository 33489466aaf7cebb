import { Link, useLocation, useSearchParams } from 'react-router'
import type { Facet } from '../api/outputs.ts'
import { formatPrice, minorUnits } from '../money/format.ts'
import { valueLabel } from './facet-words.ts'
import { addressWith, type FoundFilters, isNarrowed } from './found-filters.ts'

type Props = { readonly filters: FoundFilters; readonly facets: readonly Facet[]; readonly currency: string }

/** What was chosen, each a link to the list without it. */
export function Chips({ filters, facets, currency }: Props) {
  const [query] = useSearchParams()
  const { pathname } = useLocation()
  if (!isNarrowed(filters)) return null
  const { q, chosen, from, to, inStock } = filters
  const price = (units: number) => formatPrice({ amount: minorUnits(units, currency), currency })
  const without = (filter: string) => addressWith(query, { filter: chosen.filter((one) => one !== filter), brand: [] })
  return (
    <ul aria-label="Chosen filters" className="flex flex-wrap gap-3 pt-6">
      {chosen.map((filter) => (
        <Chip key={filter} to={without(filter)} label={labelOf(filter, facets, currency)} />
      ))}
      {from !== undefined && <Chip to={addressWith(query, { from: [] })} label={`From ${price(from)}`} />}
      {to !== undefined && <Chip to={addressWith(query, { to: [] })} label={`Up to ${price(to)}`} />}
      {inStock && <Chip to={addressWith(query, { stock: [] })} label="In stock" />}
      <li>
        <Link
          to={q === '' ? pathname : `${pathname}?${new URLSearchParams({ q })}`}
          preventScrollReset
          className="inline-flex min-h-10 items-center px-2 text-small underline underline-offset-4"
        >
          Clear all
        </Link>
      </li>
    </ul>
  )
}

function Chip({ to, label }: { readonly to: string; readonly label: string }) {
  return (
    <li>
      <Link
        to={to}
        preventScrollReset
        className="inline-flex min-h-10 items-center gap-2 border border-line-strong px-4 text-small transition-colors hover:border-ink"
      >
        <span className="sr-only">Without </span>
        {label}
        <span aria-hidden="true">×</span>
      </Link>
    </li>
  )
}

function labelOf(filter: string, facets: readonly Facet[], currency: string): string {
  for (const facet of facets) {
    const value = facet.values.find((one) => one.filter === filter)
    if (value) return valueLabel(facet.facet, value, currency)
  }
  return filter.slice(filter.indexOf(':') + 1)
}
