import fastJsonStringify, { type Schema } from 'fast-json-stringify'
import type { z } from 'zod'
import { type JsonSchema, jsonSchemaOf, resolve, type SchemaDocument, targetOf, withoutNull } from './json-schema.ts'

/** Compiles the serialiser of an output. Fields that the schema does not name stay inside; a missing one throws. */
export function compileOutput(schema: z.ZodType): (value: unknown) => string {
  const { root, definitions } = jsonSchemaOf(schema, 'output')
  const named: Record<string, object> = {}
  for (const [id, definition] of Object.entries(definitions)) {
    const shape = shapeOf(definition, definitions)
    named[id] = shape
    named[orNull(id)] = nullable(shape)
  }
  // its types know no schema that is a union alone
  return fastJsonStringify({ ...shapeOf(root, definitions), definitions: named } as Schema)
}

/** Each named schema stands twice, once with null: beside a `$ref` the compiler reads no `nullable`. */
function orNull(id: string): string {
  return `${id}-or-null`
}

/** What the compiler needs of a schema: its shape, without the rules that parsing enforces. */
function shapeOf(schema: JsonSchema, definitions: SchemaDocument['definitions']): object {
  const bare = withoutNull(schema)
  if (bare.nullable) {
    const { $ref } = bare.schema
    return $ref === undefined
      ? nullable(shapeOf(bare.schema, definitions))
      : { $ref: `#/definitions/${orNull(targetOf($ref))}` }
  }
  if (schema.$ref !== undefined) return { $ref: `#/definitions/${targetOf(schema.$ref)}` }
  const options = schema.oneOf ?? schema.anyOf
  if (options) return { anyOf: options.map((option) => discriminated(resolve(option, definitions), definitions)) }
  switch (schema.type) {
    case 'object':
      return { type: 'object', properties: fieldsOf(schema, definitions), required: schema.required ?? [] }
    case 'array':
      return { type: 'array', items: shapeOf(schema.items ?? {}, definitions) }
    // the compiler cuts an 'integer' off at its point in silence
    case 'integer':
      return { type: 'number' }
    default:
      return { type: schema.type }
  }
}

/** An option of a union keeps its constants: the compiled code tells the options apart by them. */
function discriminated(option: JsonSchema, definitions: SchemaDocument['definitions']): object {
  const constants = Object.entries(option.properties ?? {}).flatMap(([name, field]) =>
    field.const === undefined ? [] : [[name, { type: field.type, const: field.const }]],
  )
  return {
    type: 'object',
    properties: { ...fieldsOf(option, definitions), ...Object.fromEntries(constants) },
    required: option.required ?? [],
  }
}

function fieldsOf(schema: JsonSchema, definitions: SchemaDocument['definitions']): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [name, shapeOf(field, definitions)]),
  )
}

function nullable(shape: object): object {
  return 'anyOf' in shape && Array.isArray(shape.anyOf)
    ? { anyOf: [...shape.anyOf, { type: 'null' }] }
    : { ...shape, nullable: true }
}
