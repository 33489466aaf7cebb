import type { ReactNode } from 'react'

/** Amounts under one another, as on a bill. */
export function Amounts({ children }: { readonly children: ReactNode }) {
  return <dl className="space-y-2 text-small">{children}</dl>
}

type Props = { readonly label: string; readonly strong?: boolean; readonly children: ReactNode }

export function Amount({ label, strong = false, children }: Props) {
  return (
    <div className={`flex items-baseline justify-between gap-4 ${strong ? 'border-t border-line pt-4 text-lead' : ''}`}>
      <dt className={strong ? '' : 'text-ink-soft'}>{label}</dt>
      <dd className="text-right tabular-nums">{children}</dd>
    </div>
  )
}
