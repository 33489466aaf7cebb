import type { z } from 'zod'
import { type JsonSchema, jsonSchemaOf, resolve, type SchemaDocument, withoutNull } from './json-schema.ts'

/** What a request carries of an input. */
export type Carried = { readonly params: unknown; readonly query: unknown; readonly body: unknown }

/** Where an operation's input stands in a request. */
export type InputReader = {
  /** One value of path, query and body, its texts turned into what the schema asks for; still to be parsed. */
  read(carried: Carried): unknown
  /** The same text for requests that ask the same; `undefined` where a name that takes one value stands twice. */
  keyOf(carried: Omit<Carried, 'body'>): string | undefined
}

type Kind = 'text' | 'number' | 'boolean' | 'json'

type Field = { readonly name: string; readonly kind: Kind; readonly many: boolean }

/** Derived once per operation; `inQuery`: whether fields beyond the path come by query string or by body. */
export function inputReader(
  schema: z.ZodType,
  where: { readonly inPath: readonly string[]; readonly inQuery: boolean },
): InputReader {
  const { root, definitions } = jsonSchemaOf(schema, 'input')
  const properties = Object.entries(resolve(root, definitions).properties ?? {})
  const fields = properties.map(([name, property]) => fieldOf(name, property, definitions))
  const inPath = fields.filter(({ name }) => where.inPath.includes(name))
  const inQuery = where.inQuery ? fields.filter(({ name }) => !where.inPath.includes(name)) : []

  return {
    read: ({ params, query, body }) => {
      const fromPath = take(inPath, recordOf(params) ?? {})
      if (where.inQuery) return { ...take(inQuery, recordOf(query) ?? {}), ...fromPath }
      const sent = body === undefined ? {} : recordOf(body)
      return sent && { ...sent, ...fromPath }
    },
    keyOf: ({ params, query }) => {
      const ofPath = keyPart(inPath, recordOf(params) ?? {})
      const ofQuery = keyPart(inQuery, recordOf(query) ?? {})
      return ofPath === undefined || ofQuery === undefined ? undefined : ofPath + ofQuery
    },
  }
}

function keyPart(fields: readonly Field[], given: Readonly<Record<string, unknown>>): string | undefined {
  let part = ''
  for (const { name, many } of fields) {
    const value = givenAs(name, given)
    if (value === undefined) continue
    if (Array.isArray(value) && !many) return undefined
    const text = textOf(value)
    // with its length nothing in a value can pass for the next name
    part += `&${name}=${text.length}:${text}`
  }
  return part
}

function fieldOf(name: string, property: JsonSchema, definitions: SchemaDocument['definitions']): Field {
  const schema = resolve(withoutNull(resolve(property, definitions)).schema, definitions)
  if (schema.type !== 'array') return { name, kind: kindOf(schema), many: false }
  return { name, kind: kindOf(resolve(schema.items ?? {}, definitions)), many: true }
}

function kindOf(schema: JsonSchema): Kind {
  switch (schema.type) {
    case 'string':
      return 'text'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      return 'json'
  }
}

/** Names that nobody knows are left out. */
function take(fields: readonly Field[], given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const taken: Record<string, unknown> = {}
  for (const { name, kind, many } of fields) {
    const value = givenAs(name, given)
    if (value === undefined) continue
    taken[name] = many ? listOf(value, kind).map((one) => convert(one, kind)) : convert(value, kind)
  }
  return taken
}

/** An empty value counts as absent: a form without script sends every field it has. So does null, which a query string cannot say. */
function givenAs(name: string, given: Readonly<Record<string, unknown>>): unknown {
  const value = Object.hasOwn(given, name) ? given[name] : undefined
  return isAbsent(value) ? undefined : value
}

function isAbsent(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isAbsent)
  return value === undefined || value === null || value === ''
}

function listOf(value: unknown, kind: Kind): readonly unknown[] {
  const values = (Array.isArray(value) ? value : [value]).filter((one) => !isAbsent(one))
  if (kind === 'json') return values
  return values.flatMap((one) => (typeof one === 'string' ? one.split(',').filter((part) => part !== '') : [one]))
}

const decimal = /^-?\d{1,20}(\.\d{1,20})?$/

/** A text that does not read as its kind stays as it is, so that parsing names the fault. */
function convert(value: unknown, kind: Kind): unknown {
  if (typeof value !== 'string') return value
  switch (kind) {
    case 'text':
      return value
    case 'number':
      return decimal.test(value) ? Number(value) : value
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value
    case 'json':
      return jsonOf(value)
  }
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
