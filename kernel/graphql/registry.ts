import type { GraphQLNamedType } from 'graphql'

/** The types of a schema by name: each is made once, and two that differ under one name are an error. */
export type Registry = {
  /** `drawing` is the same text for equal types. */
  define<T extends GraphQLNamedType>(name: string, drawing: unknown, make: (name: string) => T): T
  /** The name that a derived one is shown under. */
  shown(name: string): string
  get(name: string): GraphQLNamedType | undefined
}

export function createRegistry(renames: Readonly<Record<string, string>>): Registry {
  const types = new Map<string, { readonly type: GraphQLNamedType; readonly drawing: string }>()
  const shown = (name: string) => renames[name] ?? name
  return {
    shown,
    get: (name) => types.get(name)?.type,
    define: <T extends GraphQLNamedType>(derived: string, drawing: unknown, make: (name: string) => T): T => {
      const name = shown(derived)
      const text = JSON.stringify(drawing)
      const known = types.get(name)
      if (known && known.drawing !== text) {
        throw new Error(`Two GraphQL types would be called '${name}': rename one under \`types\` in graphql.ts`)
      }
      if (known) return known.type as T
      const type = make(name)
      types.set(name, { type, drawing: text })
      return type
    },
  }
}
