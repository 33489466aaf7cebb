import type { ReactNode } from 'react'

type Props = {
  readonly name: string
  readonly value: string
  readonly chosen: boolean
  readonly title: ReactNode
  readonly note?: ReactNode
  readonly aside?: ReactNode
  readonly describedBy?: string | undefined
}

/** One of several ways, as a line that can be pressed anywhere. */
export function Choice({ name, value, chosen, title, note, aside, describedBy }: Props) {
  return (
    <label className="flex items-start gap-4 border-b border-line py-4 has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={chosen}
        aria-describedby={describedBy}
        className="mt-1.5 size-4 shrink-0 accent-accent"
      />
      <span className="grow">
        <span className="block">{title}</span>
        {note && <span className="block text-small text-ink-soft">{note}</span>}
      </span>
      {aside && <span className="text-right text-small tabular-nums">{aside}</span>}
    </label>
  )
}
