import { Link } from 'react-router'
import type { Product, Variant } from '../api/outputs.ts'
import { variantWith } from './options.ts'

type Props = {
  readonly options: Product['options']
  readonly variants: readonly Variant[]
  readonly chosen: Variant
}

/** Each value is a link to the variant one gets by it: the choice stands in the address and needs no script. */
export function OptionPicker({ options, variants, chosen }: Props) {
  return options.map(({ name, values }) => (
    <section key={name} aria-labelledby={headingId(name)} className="pt-6">
      <h2 id={headingId(name)} className="pb-2 font-text text-small font-normal">
        {name} <span className="text-ink-soft">{chosen.options.find((option) => option.name === name)?.value}</span>
      </h2>
      <ul className="flex flex-wrap gap-2">
        {values.map((value) => (
          <Value key={value} value={value} chosen={chosen} variant={variantWith(variants, chosen, { name, value })} />
        ))}
      </ul>
    </section>
  ))
}

function headingId(name: string): string {
  return `option-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
}

type ValueProps = { readonly value: string; readonly chosen: Variant; readonly variant: Variant | undefined }

function Value({ value, chosen, variant }: ValueProps) {
  if (!variant) return null
  const isChosen = variant.id === chosen.id
  return (
    <li>
      <Link
        to={`?variant=${encodeURIComponent(variant.sku)}`}
        replace
        preventScrollReset
        aria-current={isChosen ? 'true' : undefined}
        className={`inline-flex min-h-12 min-w-12 items-center justify-center border px-4 text-small transition-colors ${
          isChosen ? 'border-ink bg-ink text-paper' : 'border-line-strong hover:border-ink'
        } ${variant.inStock ? '' : 'line-through decoration-1'}`}
      >
        {value}
        {!variant.inStock && <span className="sr-only">, sold out</span>}
      </Link>
    </li>
  )
}
