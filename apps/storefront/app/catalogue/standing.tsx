import type { Variant } from '../api/outputs.ts'

const words = {
  in_stock: 'In stock, sent within two working days.',
  low: 'Only a few are left.',
  out: 'None left at the moment.',
} as const

const marks = { in_stock: 'bg-accent', low: 'bg-line-strong', out: 'border border-line-strong' } as const

/** Whether a variant can be had; it changes while one looks. */
export function Standing({ variant: { availability } }: { readonly variant: Variant }) {
  return (
    <p aria-live="polite" className="flex items-center gap-3 pt-4 text-small text-ink-soft">
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${marks[availability]}`} />
      <span>{words[availability]}</span>
    </p>
  )
}
