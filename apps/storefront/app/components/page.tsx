import type { ReactNode } from 'react'

/** The measure of the page: as wide as the shop gets, with its margins. */
export function Page({ children }: { readonly children: ReactNode }) {
  return <div className="mx-auto w-full max-w-page px-4 md:px-8 lg:px-12">{children}</div>
}

/** A part of a page with its heading. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className="pt-16 md:pt-24">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2 pb-8">
        <h2 className="text-heading">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
