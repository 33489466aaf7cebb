import { Form, Link, useLocation } from 'react-router'
import { Button } from '../components/button.tsx'
import { Select } from '../components/select.tsx'
import { type Filters, isNarrowed, sorts } from './filters.ts'
import { useFilterForm } from './use-filter-form.ts'

type Brand = { readonly slug: string; readonly name: string }

type Props = {
  readonly filters: Filters
  readonly brands: readonly Brand[]
  readonly currency: string
  /** How many pieces there are, where that is known. */
  readonly total: number | undefined
}

const box = 'min-h-12 w-full border-b border-line-strong bg-transparent text-body transition-colors hover:border-ink'

/** Narrows and sorts a list by its address. */
export function FilterBar({ filters, brands, currency, total }: Props) {
  const form = useFilterForm(filters)
  return (
    <Form ref={form} role="search" aria-label="Filter and sort" className="relative border-y border-line">
      <details open={isNarrowed(filters)} className="group">
        <summary className="inline-flex min-h-16 list-none items-center gap-3 text-small">
          Filter
          <span
            aria-hidden="true"
            className="size-2 -translate-y-0.5 rotate-45 border-r border-b border-current group-open:translate-y-0.5 group-open:-rotate-135"
          />
          {total !== undefined && (
            <span className="pl-4 text-ink-soft">{total === 1 ? '1 piece' : `${total} pieces`}</span>
          )}
        </summary>
        <Narrowing filters={filters} brands={brands} currency={currency} />
      </details>
      <div className="absolute end-0 top-2 flex items-center gap-2">
        <label htmlFor="filter-sort" className="sr-only">
          Sort by
        </label>
        <Select id="filter-sort" measure="plain" name="sort" defaultValue={filters.sort}>
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

function Narrowing({ filters, brands, currency }: Omit<Props, 'total'>) {
  const { pathname } = useLocation()
  const { brand, from, to, inStock } = filters
  return (
    <div className="grid grid-cols-2 items-end gap-x-8 gap-y-4 pt-2 pb-8 md:grid-cols-[2fr_1fr_1fr_auto_auto] lg:max-w-4xl">
      <div className="col-span-2 md:col-span-1">
        <Label of="filter-brand" text="Line" />
        <Select id="filter-brand" name="brand" defaultValue={brand ?? ''}>
          <option value="">All lines</option>
          {brands.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <div>
        <Label of="filter-from" text={`From, ${currency}`} />
        <input
          id="filter-from"
          name="from"
          inputMode="numeric"
          pattern="[0-9]*"
          maxLength={7}
          defaultValue={from}
          className={box}
        />
      </div>
      <div>
        <Label of="filter-to" text={`To, ${currency}`} />
        <input
          id="filter-to"
          name="to"
          inputMode="numeric"
          pattern="[0-9]*"
          maxLength={7}
          defaultValue={to}
          className={box}
        />
      </div>
      <label className="inline-flex min-h-12 items-center gap-3 text-small md:px-2">
        <input type="checkbox" name="stock" value="in" defaultChecked={inStock} className="size-5 accent-accent" />
        In stock
      </label>
      <div className="flex min-h-12 items-center justify-end gap-6 text-small md:justify-start">
        <Button look="outline">Apply</Button>
        {isNarrowed(filters) && (
          <Link to={pathname} preventScrollReset className="underline underline-offset-4">
            Clear
          </Link>
        )}
      </div>
    </div>
  )
}

function Label({ of, text }: { readonly of: string; readonly text: string }) {
  return (
    <label htmlFor={of} className="block pb-1 text-caption text-ink-soft">
      {text}
    </label>
  )
}
