import type { ReactNode } from 'react'
import { Link } from 'react-router'

const looks = {
  primary: 'min-h-12 bg-accent px-8 text-on-accent hover:bg-accent-deep',
  outline: 'min-h-12 border border-ink px-8 hover:bg-ink hover:text-paper',
  quiet: 'min-h-6 underline decoration-line-strong underline-offset-4 hover:decoration-ink',
} as const

const base =
  'inline-flex items-center justify-center gap-2 text-center text-small transition-colors disabled:cursor-not-allowed disabled:opacity-60'

type Look = { readonly look?: keyof typeof looks; readonly wide?: boolean; readonly children: ReactNode }

function classes({ look = 'primary', wide = false }: Pick<Look, 'look' | 'wide'>): string {
  return `${base} ${looks[look]} ${wide ? 'w-full' : ''}`
}

type ButtonProps = Look & {
  readonly type?: 'submit' | 'button'
  readonly name?: string
  readonly value?: string
  readonly disabled?: boolean
  /** What is going on, where a press of it takes a while. */
  readonly busy?: boolean
  readonly label?: string
  readonly skipsValidation?: boolean
}

export function Button({
  look = 'primary',
  wide = false,
  type = 'submit',
  busy,
  label,
  skipsValidation,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classes({ look, wide })}
      aria-busy={busy}
      aria-label={label}
      formNoValidate={skipsValidation}
      {...rest}
    />
  )
}

type ButtonLinkProps = Look & {
  readonly to: string
  /** Whether the browser loads the page as a document of its own. */
  readonly reloads?: boolean
}

export function ButtonLink({ look = 'primary', wide = false, to, reloads = false, children }: ButtonLinkProps) {
  return (
    <Link to={to} reloadDocument={reloads} prefetch={reloads ? 'none' : 'intent'} className={classes({ look, wide })}>
      {children}
    </Link>
  )
}
