import type { MouseEventHandler, ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon, type IconName } from './icon.tsx'

const looks = {
  primary: 'min-h-13 border border-ink bg-ink px-8 text-paper hover:bg-accent hover:border-accent hover:text-on-accent',
  /** On the great picture of a page, which is light in both schemes. */
  hero: 'min-h-13 border border-ink bg-ink px-8 text-paper hover:opacity-85 lg:border-on-picture lg:bg-on-picture lg:text-on-night',
  outline: 'min-h-13 border border-line-strong px-8 hover:border-ink',
  quiet: 'min-h-6 underline decoration-line-strong underline-offset-4 hover:decoration-ink',
} as const

const base =
  'inline-flex items-center justify-center gap-2 text-center text-small transition-colors aria-busy:cursor-progress disabled:cursor-not-allowed disabled:opacity-60'

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
  readonly onClick?: MouseEventHandler<HTMLButtonElement>
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
    <Link
      to={to}
      reloadDocument={reloads}
      prefetch={reloads ? 'none' : 'intent'}
      viewTransition
      className={classes({ look, wide })}
    >
      {children}
    </Link>
  )
}

type IconButtonProps = {
  readonly icon: IconName
  /** What it does, for those who do not see the drawing. */
  readonly label: string
  readonly onClick: MouseEventHandler<HTMLButtonElement>
}

/** A drawing that can be pressed. */
export function IconButton({ icon, label, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="inline-flex size-12 items-center justify-center transition-colors hover:text-accent"
    >
      <Icon name={icon} />
    </button>
  )
}
