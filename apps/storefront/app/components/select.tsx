import type { ComponentProps } from 'react'

const grounds = {
  paper: 'border-line-strong bg-paper hover:border-ink',
  night: 'border-on-night-soft bg-night text-on-night hover:border-on-night focus-visible:outline-on-night',
} as const

const measures = {
  whole: { place: 'w-full min-w-0', box: 'border-b pe-8 text-body' },
  /** Among words, without a rule of its own. */
  plain: { place: 'w-full min-w-0', box: 'pe-6 text-small' },
  /** For a word or a number, beside a button as high as it is. */
  compact: { place: 'shrink-0', box: 'h-13 border ps-4 pe-10 text-small' },
} as const

type Props = Omit<ComponentProps<'select'>, 'className'> & {
  readonly ground?: keyof typeof grounds
  readonly measure?: keyof typeof measures
}

/** A native select with a quiet arrow. */
export function Select({ ground = 'paper', measure = 'whole', ...rest }: Props) {
  const { place, box } = measures[measure]
  return (
    <span className={`relative block ${place}`}>
      <select
        className={`min-h-12 w-full appearance-none truncate transition-colors aria-invalid:border-alarm ${box} ${grounds[ground]}`}
        {...rest}
      />
      <span
        aria-hidden="true"
        className={`pointer-events-none absolute top-1/2 size-2 -translate-y-3/4 rotate-45 border-r border-b border-current ${measure === 'compact' ? 'end-4' : 'end-1'}`}
      />
    </span>
  )
}
