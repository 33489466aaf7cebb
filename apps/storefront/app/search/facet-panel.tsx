import type { Facet } from '../api/outputs.ts'
import { facetTitle, valueLabel } from './facet-words.ts'
import type { FoundFilters } from './found-filters.ts'

type Props = {
  readonly facets: readonly Facet[]
  readonly filters: FoundFilters
  readonly currency: string
  readonly total: number
}

const box = 'block min-h-12 w-full border-b border-line-strong bg-transparent text-body hover:border-ink'

/** Everything that the list can be narrowed by, as fields of the form around it. */
export function FacetPanel({ facets, filters, currency, total }: Props) {
  const offered = facets.filter((facet) => facet.facet !== 'price' && isChoice(facet, total))
  return (
    <div className="grid gap-x-8 gap-y-8 pt-4 pb-8 sm:grid-cols-2 md:grid-cols-3 lg:grid-cols-4">
      <PriceFields filters={filters} currency={currency} ranges={facets.find(({ facet }) => facet === 'price')} />
      {offered.map((facet) => (
        <FacetFields key={facet.facet} facet={facet} chosen={filters.chosen} currency={currency} />
      ))}
    </div>
  )
}

type FieldsProps = { readonly facet: Facet; readonly chosen: readonly string[]; readonly currency: string }

function FacetFields({ facet, chosen, currency }: FieldsProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="pb-2 text-caption text-ink-soft">{facetTitle(facet)}</legend>
      <Values facet={facet} chosen={chosen} currency={currency} />
      {facet.more > 0 && <p className="pt-1 text-caption text-ink-soft">and {facet.more} more</p>}
    </fieldset>
  )
}

function Values({ facet, chosen, currency }: FieldsProps) {
  return (
    <ul className="max-h-72 overflow-y-auto overscroll-contain">
      {facet.values.map((value) => (
        <li key={value.value}>
          <label className="flex min-h-10 items-center gap-3 text-small">
            <input
              type="checkbox"
              name="filter"
              value={value.filter}
              defaultChecked={value.selected || chosen.includes(value.filter)}
              className="size-5 shrink-0 accent-accent"
            />
            <span className="min-w-0 grow break-words">{valueLabel(facet.facet, value, currency)}</span>
            <span className="pe-2 text-caption text-ink-soft tabular-nums">
              {value.count}
              <span className="sr-only">{value.count === 1 ? ' piece' : ' pieces'}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}

/** What all of the list has and nobody has chosen narrows nothing. */
function isChoice({ values }: Facet, total: number): boolean {
  return values.length > 1 || values.some(({ selected, count }) => selected || count < total)
}

type PriceProps = Pick<Props, 'filters' | 'currency'> & { readonly ranges: Facet | undefined }

function PriceFields({ filters: { chosen, from, to, inStock }, currency, ranges }: PriceProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="pb-2 text-caption text-ink-soft">Price, {currency}</legend>
      <div className="grid grid-cols-2 gap-4 pb-3">
        <AmountField name="from" label="From" value={from} />
        <AmountField name="to" label="To" value={to} />
      </div>
      {ranges && <Values facet={ranges} chosen={chosen} currency={currency} />}
      <label className="mt-2 flex min-h-12 items-center gap-3 text-small">
        <input type="checkbox" name="stock" value="in" defaultChecked={inStock} className="size-5 accent-accent" />
        In stock
      </label>
    </fieldset>
  )
}

type AmountProps = { readonly name: 'from' | 'to'; readonly label: string; readonly value: number | undefined }

function AmountField({ name, label, value }: AmountProps) {
  return (
    <label className="block text-caption text-ink-soft">
      {label}
      <input name={name} inputMode="numeric" pattern="[0-9]*" maxLength={7} defaultValue={value} className={box} />
    </label>
  )
}
