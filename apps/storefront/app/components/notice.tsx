import { type ReactNode, useEffect, useRef } from 'react'

const tones = { calm: 'border-accent', alarm: 'border-alarm' } as const

type Props = { readonly tone?: keyof typeof tones; readonly children: ReactNode }

/** A word to the buyer inside the page. */
export function Notice({ tone = 'calm', children }: Props) {
  return <div className={`border-s-2 bg-paper-deep px-6 py-4 text-small ${tones[tone]}`}>{children}</div>
}

/** What went wrong with a form, in one place; it takes the focus so that nobody misses it. */
export function ErrorSummary({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} role="alert" tabIndex={-1}>
      <Notice tone="alarm">
        <p className="font-medium">{title}</p>
        {children}
      </Notice>
    </div>
  )
}
