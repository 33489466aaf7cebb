import {
  type GraphQLFieldConfigMap,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLUnionType,
} from 'graphql'
import type { JsonSchema } from '../http/json-schema.ts'
import type { GraphqlCall } from './call.ts'
import { deprecationOf } from './deprecation.ts'
import { enumType } from './enum-type.ts'
import type { Registry } from './registry.ts'
import { type Definitions, type Option, type Place, type Shape, shapeOf } from './shapes.ts'

export type FieldMap = GraphQLFieldConfigMap<unknown, GraphqlCall>

export type OutputTypes = {
  /** The type of a value; where it may not be null, non-null. */
  of(schema: JsonSchema, place: Place): GraphQLOutputType
  /** The type of an object or a union of objects, whether or not it may be null. */
  answer(schema: JsonSchema, place: Place): Answer
  object(name: string, schema: JsonSchema): GraphQLObjectType
}

/** What an operation answers with. */
export type Answer = {
  readonly type: GraphQLObjectType | GraphQLUnionType
  /** The object types that it can be. */
  readonly types: readonly GraphQLObjectType[]
  readonly typeNameOf: (value: unknown) => string | undefined
}

export type OutputOptions = {
  readonly registry: Registry
  readonly definitions: Definitions
  /** What other parts add to a type. */
  readonly relationsOf: (type: string) => FieldMap
}

export function outputTypes({ registry, definitions, relationsOf }: OutputOptions): OutputTypes {
  const object = (derived: string, schema: JsonSchema): GraphQLObjectType =>
    registry.define(
      derived,
      ['object', schema],
      (name) =>
        new GraphQLObjectType({
          name,
          description: schema.description,
          fields: () => ({ ...fieldsOf(derived, schema), ...relationsOf(name) }),
        }),
    )

  const fieldsOf = (owner: string, { properties = {}, required = [] }: JsonSchema): FieldMap =>
    Object.fromEntries(
      Object.entries(properties).map(([field, schema]) => {
        const place = { owner, field }
        const { description } = shapeOf(schema, definitions, place)
        const type = required.includes(field) ? of(schema, place) : nullable(of(schema, place))
        return [field, { type, description, deprecationReason: deprecationOf(schema) }]
      }),
    )

  const union = (derived: string, options: readonly Option[], discriminator: string): Answer => {
    const types = options.map((option) => object(option.name, option.schema))
    const names = new Map(options.map(({ value }, index) => [value, types[index]?.name]))
    const typeNameOf = (value: unknown) => names.get(String(Reflect.get(Object(value), discriminator)))
    const make = (name: string) => new GraphQLUnionType({ name, types, resolveType: typeNameOf })
    return { type: registry.define(derived, ['union', options], make), types, typeNameOf }
  }

  const typeOf = (shape: Shape, place: Place): GraphQLOutputType => {
    switch (shape.kind) {
      case 'scalar':
        return shape.scalar
      case 'enum':
        return enumType(registry, shape)
      case 'list':
        return new GraphQLList(of(shape.of, place))
      case 'object':
        return object(shape.name, shape.schema)
      case 'union':
        return union(shape.name, shape.options, shape.discriminator).type
    }
  }

  const of = (schema: JsonSchema, place: Place): GraphQLOutputType => {
    const shape = shapeOf(schema, definitions, place)
    const type = typeOf(shape, place)
    return shape.nullable ? type : new GraphQLNonNull(type)
  }

  return {
    of,
    object,
    answer: (schema, place) => {
      const shape = shapeOf(schema, definitions, place)
      if (shape.kind === 'union') return union(shape.name, shape.options, shape.discriminator)
      if (shape.kind !== 'object') throw new Error(`'${place.owner}' is no object`)
      return objectAnswer(object(shape.name, shape.schema))
    },
  }
}

export function objectAnswer(type: GraphQLObjectType): Answer {
  return { type, types: [type], typeNameOf: () => type.name }
}

function nullable(type: GraphQLOutputType): GraphQLOutputType {
  return type instanceof GraphQLNonNull ? type.ofType : type
}
