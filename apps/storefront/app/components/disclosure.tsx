import type { ReactNode } from 'react'

type Props = { readonly title: string; readonly isOpen?: boolean; readonly children: ReactNode }

/** Something that not everybody wants to read; it opens without script. */
export function Disclosure({ title, isOpen = false, children }: Props) {
  return (
    <details open={isOpen} className="group border-b border-line">
      <summary className="flex min-h-14 list-none items-center justify-between gap-4 text-small transition-colors hover:text-accent">
        {title}
        <span
          aria-hidden="true"
          className="me-1 size-2 -translate-y-0.5 rotate-45 border-r border-b border-current transition-transform group-open:translate-y-0.5 group-open:-rotate-135"
        />
      </summary>
      <div className="pb-6">{children}</div>
    </details>
  )
}
