/**
 * A place where the composition plugs something in: a provider, a store, a setting. Modules declare seams and read them by
 * `ctx.seam(...)`; `merx.config.ts` fills them.
 */
export type Seam<T> = { readonly name: string; readonly fallback: (() => T) | undefined }

export type Provision = { readonly seam: Seam<unknown>; readonly value: unknown }

/** Declares a seam. Without a `fallback` the composition must provide a value, or the start is refused. */
export function seam<T>(name: string, fallback?: () => T): Seam<T> {
  return { name, fallback }
}

export function provide<T>(target: Seam<T>, value: T): Provision {
  return { seam: target, value }
}

/** What was provided, by seam; a fallback is made once. */
export function filledSeams(provisions: readonly Provision[]): <T>(wanted: Seam<T>) => T {
  const values = new Map<Seam<unknown>, unknown>(provisions.map(({ seam, value }) => [seam, value]))
  return <T>(wanted: Seam<T>): T => {
    if (!values.has(wanted)) {
      if (!wanted.fallback) throw new Error(`Nothing is provided for '${wanted.name}': add it to merx.config.ts`)
      values.set(wanted, wanted.fallback())
    }
    return values.get(wanted) as T
  }
}
