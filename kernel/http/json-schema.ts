import { z } from 'zod'

/** The part of JSON Schema 2020-12 that wire schemas come out as. */
export type JsonSchema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly description?: string
  readonly [keyword: string]: unknown
}

/** A schema and the named ones that it points at by `#/$defs/<id>`. */
export type SchemaDocument = { readonly root: JsonSchema; readonly definitions: Readonly<Record<string, JsonSchema>> }

export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): SchemaDocument {
  const { $schema, $defs, ...root } = z.toJSONSchema(schema, { io }) as JsonSchema & {
    readonly $defs?: Readonly<Record<string, JsonSchema>>
  }
  return { root, definitions: $defs ?? {} }
}

const pointer = '#/$defs/'

/** The id that a reference points at. */
export function targetOf(ref: string): string {
  return ref.slice(pointer.length)
}

/** Follows references to the schema that says what it is. */
export function resolve(schema: JsonSchema, definitions: SchemaDocument['definitions']): JsonSchema {
  const target = schema.$ref === undefined ? undefined : definitions[targetOf(schema.$ref)]
  return target ? resolve(target, definitions) : schema
}

/** Splits `null` off a schema that allows it. */
export function withoutNull(schema: JsonSchema): { readonly schema: JsonSchema; readonly nullable: boolean } {
  if (Array.isArray(schema.type) && schema.type.includes('null')) {
    return { schema: { ...schema, type: schema.type.find((type) => type !== 'null') }, nullable: true }
  }
  const options = schema.anyOf?.filter(({ type }) => type !== 'null')
  const [only, ...others] = options ?? []
  if (only && options?.length !== schema.anyOf?.length && others.length === 0) return { schema: only, nullable: true }
  return { schema, nullable: false }
}
