import { GraphQLEnumType } from 'graphql'
import { enumValueName } from './names.ts'
import type { Registry } from './registry.ts'

/** The same enum for what is sent and what is told; on the inside its values are those of the wire. */
export function enumType(
  registry: Registry,
  {
    name,
    values,
    description,
  }: { readonly name: string; readonly values: readonly string[]; readonly description: string | undefined },
): GraphQLEnumType {
  const named = values.map((value): [string, { value: string }] => [enumValueName(value), { value }])
  return registry.define(name, ['enum', values], (shown) => {
    if (new Set(named.map(([key]) => key)).size < named.length) {
      throw new Error(`'${shown}': two of its values are written alike in GraphQL: ${values.join(', ')}`)
    }
    return new GraphQLEnumType({ name: shown, description, values: Object.fromEntries(named) })
  })
}
