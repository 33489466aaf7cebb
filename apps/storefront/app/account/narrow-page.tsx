import { type ReactNode, useEffect, useRef } from 'react'
import { Page } from '../components/page.tsx'

type Props = {
  readonly title: string
  readonly lead?: ReactNode
  /** Whether it stands where a form was, whose sender is told so. */
  readonly isAnswer?: boolean
  readonly children?: ReactNode
}

/** A page with one thing to do. */
export function NarrowPage({ title, lead, isAnswer = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isAnswer) heading.current?.focus()
  }, [isAnswer])
  return (
    <Page>
      <div className="mx-auto max-w-panel pt-12 md:pt-20">
        <h1 ref={heading} tabIndex={-1} className="text-heading outline-none">
          {title}
        </h1>
        {lead && <p className="pt-3 text-lead text-ink-soft">{lead}</p>}
        <div className="pt-8">{children}</div>
      </div>
    </Page>
  )
}
