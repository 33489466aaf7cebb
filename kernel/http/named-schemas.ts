import type { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { type JsonSchema, jsonSchemaOf, targetOf } from './json-schema.ts'

/** The schemas of a document that are known by name. */
export type NamedSchemas = {
  /** A schema as it stands in the document, its named parts pointed at. */
  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema
  /** What a reference of the document points at. */
  resolve(schema: JsonSchema): JsonSchema
  readonly all: Readonly<Record<string, JsonSchema>>
}

type Definitions = Map<string, JsonSchema>

/**
 * Collects the named schemas of all operations; two that differ under one name are an error. What is sent may differ from what is told
 * under its name, since a default leaves a field out for the sender: that form is called `<Name>Input`.
 */
export function namedSchemas(endpoints: readonly Endpoint[]): NamedSchemas {
  const sent: Definitions = new Map()
  const told: Definitions = new Map()
  for (const { operation } of endpoints) {
    collect(sent, operation.input, 'input')
    collect(told, operation.output, 'output')
  }
  const differing = differences(sent, told)
  const nameOf = (id: string, io: 'input' | 'output') => (io === 'input' && differing.has(id) ? `${id}Input` : id)
  const point = (schema: JsonSchema, io: 'input' | 'output') => repoint(schema, (id) => nameOf(id, io))
  const all = new Map<string, JsonSchema>()
  for (const [id, schema] of sent) all.set(nameOf(id, 'input'), point(schema, 'input'))
  for (const [id, schema] of told) all.set(id, point(schema, 'output'))
  return {
    of: (schema, io) => point(bare(jsonSchemaOf(schema, io).root), io),
    resolve: (schema) =>
      schema.$ref === undefined ? schema : (all.get(schema.$ref.slice(components.length)) ?? schema),
    all: Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

const components = '#/components/schemas/'

function collect(into: Definitions, schema: z.ZodType, io: 'input' | 'output'): void {
  for (const [id, definition] of Object.entries(jsonSchemaOf(schema, io).definitions)) {
    const one = bare(definition)
    const known = into.get(id)
    if (known && JSON.stringify(known) !== JSON.stringify(one)) throw new Error(`Two schemas have the id '${id}'`)
    into.set(id, one)
  }
}

/** The ids whose sent form is another, in itself or in what it points at. */
function differences(sent: Definitions, told: Definitions): ReadonlySet<string> {
  const differing = new Set([...sent].filter(([id, schema]) => differs(schema, told.get(id))).map(([id]) => id))
  for (let before = -1; before !== differing.size; ) {
    before = differing.size
    for (const [id, schema] of sent)
      if (told.has(id) && targets(schema).some((target) => differing.has(target))) differing.add(id)
  }
  return differing
}

function differs(schema: JsonSchema, told: JsonSchema | undefined): boolean {
  return told !== undefined && JSON.stringify(schema) !== JSON.stringify(told)
}

function targets(schema: JsonSchema): readonly string[] {
  const found: string[] = []
  repoint(schema, (id) => {
    found.push(id)
    return id
  })
  return found
}

/** Answers may gain fields without being another version, so the document does not close them. */
function bare(schema: JsonSchema): JsonSchema {
  return mapSchema(schema, ({ additionalProperties: _, ...open }) => open)
}

function repoint(schema: JsonSchema, nameOf: (id: string) => string): JsonSchema {
  return mapSchema(schema, (one) =>
    one.$ref === undefined ? one : { ...one, $ref: components + nameOf(targetOf(one.$ref)) },
  )
}

function mapSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const { properties, items, anyOf, oneOf } = schema
  const within = (one: JsonSchema) => mapSchema(one, change)
  return change({
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, within(one)])),
    }),
    ...(items && { items: within(items) }),
    ...(anyOf && { anyOf: anyOf.map(within) }),
    ...(oneOf && { oneOf: oneOf.map(within) }),
  })
}
