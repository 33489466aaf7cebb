import type { ReactNode } from 'react'

/** Things under one another, between thin rules. */
export function List({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <ul aria-label={label} className="border-t border-line">
      {children}
    </ul>
  )
}

type RowProps = {
  readonly title: ReactNode
  readonly note?: ReactNode
  /** At the end of the line: an amount, a date, something to press. */
  readonly aside?: ReactNode
}

export function Row({ title, note, aside }: RowProps) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1 border-b border-line py-4">
      <div>
        <div>{title}</div>
        {note && <div className="text-small text-ink-soft">{note}</div>}
      </div>
      {aside && <div className="text-small tabular-nums">{aside}</div>}
    </li>
  )
}

/** Facts with their names, as on a label. */
export function Facts({ facts }: { readonly facts: readonly { readonly name: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="border-t border-line text-small">
      {facts.map(({ name, value }) => (
        <div key={name} className="grid grid-cols-[2fr_3fr] gap-4 border-b border-line py-3">
          <dt className="text-ink-soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
