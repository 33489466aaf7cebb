import type { ReactNode } from 'react'

/** A component in one of its states, with the name of that. */
export function Specimen({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <figure className="min-w-0">
      <figcaption className="pb-3 text-caption text-ink-soft">{name}</figcaption>
      {children}
    </figure>
  )
}

export function Specimens({ children }: { readonly children: ReactNode }) {
  return <div className="grid gap-x-8 gap-y-12 md:grid-cols-2 lg:grid-cols-3">{children}</div>
}
