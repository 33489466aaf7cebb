import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, type GraphQLScalarType, GraphQLString } from 'graphql'
import { type JsonSchema, resolve, targetOf, withoutNull } from '../http/json-schema.ts'
import { pascalCase } from './names.ts'
import { DateTime, MinorUnits } from './scalars.ts'

/** Schemas that are known by their ids, in one direction: what is sent, or what is told. */
export type Definitions = Readonly<Record<string, JsonSchema>>

/** Where a schema without an id stands: its name is made of it. */
export type Place = { readonly owner: string; readonly field: string }

/** What GraphQL needs to know of a wire schema. */
export type Shape = { readonly nullable: boolean; readonly description: string | undefined } & (
  | { readonly kind: 'scalar'; readonly scalar: GraphQLScalarType }
  | { readonly kind: 'enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: JsonSchema }
  | { readonly kind: 'object'; readonly name: string; readonly schema: JsonSchema }
  | {
      readonly kind: 'union'
      readonly name: string
      readonly options: readonly Option[]
      readonly discriminator: string
    }
)

/** One object of a discriminated union, and the value that tells it from the others. */
export type Option = { readonly schema: JsonSchema; readonly name: string; readonly value: string }

const scalarsById: Readonly<Record<string, GraphQLScalarType>> = { MinorUnits }

export function shapeOf(given: JsonSchema, definitions: Definitions, place: Place): Shape {
  const { schema, nullable } = withoutNull(given)
  const id = schema.$ref === undefined ? undefined : targetOf(schema.$ref)
  const found = resolve(schema, definitions)
  // a field may say more of itself than its type does; what only repeats the type is left to the type
  const own = given.description ?? schema.description
  const description = own === found.description && id !== undefined ? undefined : own
  const common = { nullable, description }
  const name = id ?? `${place.owner}${pascalCase(place.field)}`
  const scalar = id === undefined ? undefined : scalarsById[id]
  if (scalar) return { ...common, kind: 'scalar', scalar }
  const options = found.oneOf ?? found.anyOf
  if (options) return { ...common, kind: 'union', name, ...unionOf(options, definitions, name) }
  if (found.enum) return { ...common, kind: 'enum', name, values: found.enum.map(String) }
  if (found.type === 'array') return { ...common, kind: 'list', of: found.items ?? {} }
  if (found.type === 'object') return { ...common, kind: 'object', name, schema: found }
  return { ...common, kind: 'scalar', scalar: scalarOf(found, place) }
}

function scalarOf({ type, format }: JsonSchema, { field }: Place): GraphQLScalarType {
  if (format === 'uuid' || field === 'id') return GraphQLID
  if (format === 'date-time') return DateTime
  switch (type) {
    case 'integer':
      return GraphQLInt
    case 'number':
      return GraphQLFloat
    case 'boolean':
      return GraphQLBoolean
    default:
      return GraphQLString
  }
}

function unionOf(options: readonly JsonSchema[], definitions: Definitions, name: string) {
  const objects = options.map((option) => ({ id: option.$ref, schema: resolve(option, definitions) }))
  const [first] = objects
  const discriminator = Object.keys(first?.schema.properties ?? {}).find((field) =>
    objects.every(({ schema }) => typeof schema.properties?.[field]?.const === 'string'),
  )
  if (discriminator === undefined) throw new Error(`'${name}': nothing tells the options of this union apart`)
  return {
    discriminator,
    options: objects.map(({ id, schema }) => {
      const value = String(schema.properties?.[discriminator]?.const)
      return { schema, value, name: id === undefined ? `${name}${pascalCase(value)}` : targetOf(id) }
    }),
  }
}
