import { z } from 'zod'

const plainSchemas = z.registry<{ readonly plain: true }>()

/**
 * Marks a text that says nothing of a person and opens nothing: a code, a SKU, a slug. The audit log keeps it as it is; of other texts it
 * keeps the field's name alone. To be the last that is said of the schema, because what is derived from it is unmarked.
 */
export function plain<S extends z.ZodType>(schema: S): S {
  plainSchemas.add(schema, { plain: true })
  return schema
}

export function isPlain(schema: z.core.$ZodType): boolean {
  return plainSchemas.has(schema)
}
