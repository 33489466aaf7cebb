import type { ComponentProps } from 'react'

const grounds = {
  paper: 'border-line-strong bg-transparent',
  night: 'border-on-night-soft bg-night text-on-night focus-visible:outline-on-night',
} as const

type Props = Omit<ComponentProps<'select'>, 'className'> & {
  readonly ground?: keyof typeof grounds
  /** For a number, where it does not fill its place. */
  readonly compact?: boolean
}

/** A native select with a quiet arrow. */
export function Select({ ground = 'paper', compact = false, ...rest }: Props) {
  return (
    <span className={`relative block ${compact ? 'w-20 shrink-0' : 'w-full min-w-0'}`}>
      <select
        className={`min-h-12 w-full appearance-none truncate border pr-10 pl-4 text-small aria-invalid:border-alarm ${grounds[ground]}`}
        {...rest}
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-4 size-2 -translate-y-3/4 rotate-45 border-r border-b border-current"
      />
    </span>
  )
}
