import type { ReactNode } from 'react'

type Props = {
  readonly above?: ReactNode
  readonly title: string
  readonly level?: 'h1' | 'h2' | 'h3'
  readonly text: ReactNode
  /** What to do next. */
  readonly children?: ReactNode
}

/** A page or a part of one in which there is nothing yet, or nothing any more. */
export function Blank({ above, title, level: Heading = 'h1', text, children }: Props) {
  return (
    <div className="mx-auto max-w-prose py-24 text-center md:py-32">
      {above && <p className="pb-2 text-caption text-ink-soft">{above}</p>}
      <Heading className="text-heading">{title}</Heading>
      <p className="pt-4 text-lead text-ink-soft">{text}</p>
      {children && <div className="flex flex-wrap justify-center gap-4 pt-8">{children}</div>}
    </div>
  )
}
