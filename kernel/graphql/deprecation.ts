import type { JsonSchema } from '../http/json-schema.ts'

/** `.meta({ deprecated: true })`, or the sentence that says what to use instead. */
export function deprecationOf({ deprecated, description }: JsonSchema): string | undefined {
  if (deprecated === undefined || deprecated === false) return undefined
  return typeof deprecated === 'string' ? deprecated : (description ?? 'No longer to be used')
}
