import {
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
} from 'graphql'
import type { JsonSchema } from '../http/json-schema.ts'
import { deprecationOf } from './deprecation.ts'
import { enumType } from './enum-type.ts'
import { camelCase, inputName } from './names.ts'
import type { Registry } from './registry.ts'
import { type Definitions, type Option, type Place, type Shape, shapeOf } from './shapes.ts'

/** Turns a coerced value into what REST would have carried. */
export type Reader = (value: unknown) => unknown

/** A type for what is sent, and the way back to the wire. */
export type Sent<T extends GraphQLInputType = GraphQLInputType> = { readonly type: T; readonly read: Reader }

export type InputFields = {
  readonly fields: GraphQLInputFieldConfigMap
  readonly read: (value: Readonly<Record<string, unknown>>) => Record<string, unknown>
}

export type InputTypes = {
  /** The fields of an object: of an input type, or the arguments of a query. */
  fieldsOf(owner: string, schema: JsonSchema): InputFields
  /** An object under a name of its own. */
  object(name: string, schema: JsonSchema): Sent<GraphQLInputObjectType>
}

const asIs: Reader = (value) => value

export function inputTypes(registry: Registry, definitions: Definitions): InputTypes {
  const readers = new Map<string, Reader>()

  const fieldsOf = (owner: string, { properties = {}, required = [] }: JsonSchema): InputFields => {
    const entries = Object.entries(properties).map(([field, schema]) => {
      const place = { owner, field }
      const shape = shapeOf(schema, definitions, place)
      const { type, read } = typeOf(shape, place)
      const isRequired = required.includes(field) && !shape.nullable
      const defaultValue = schema['default']
      const config = {
        type: isRequired ? new GraphQLNonNull(type) : type,
        description: shape.description,
        ...(defaultValue === undefined ? {} : { defaultValue }),
        // what must be sent cannot be left out, deprecated or not
        deprecationReason: isRequired ? undefined : deprecationOf(schema),
      }
      return { field, config, read, takesNull: shape.nullable, defaultValue }
    })
    return {
      fields: Object.fromEntries(entries.map(({ field, config }) => [field, config])),
      read: (value) => {
        const sent: Record<string, unknown> = {}
        for (const { field, read, takesNull, defaultValue } of entries) {
          const given = value[field]
          // null is how GraphQL clients leave out a variable; a default is the operation's own, so that equal inputs look alike
          if (given === undefined || (given === null && !takesNull)) continue
          if (defaultValue !== undefined && given === defaultValue) continue
          sent[field] = given === null ? null : read(given)
        }
        return sent
      },
    }
  }

  const object = (derived: string, schema: JsonSchema): Sent<GraphQLInputObjectType> => {
    const name = inputName(registry.shown(derived))
    let own: InputFields | undefined
    const fields = () => (own ??= fieldsOf(derived, schema))
    return {
      type: registry.define(
        name,
        ['input', schema],
        (shown) =>
          new GraphQLInputObjectType({ name: shown, description: schema.description, fields: () => fields().fields }),
      ),
      read: once(name, () => (value) => fields().read(recordOf(value))),
    }
  }

  /** An object type reaches itself by way of its fields, so its reader is looked up when it is used. */
  const once = (name: string, make: () => Reader): Reader => {
    const known = readers.get(name) ?? make()
    readers.set(name, known)
    return known
  }

  /** One field for each option, of which exactly one is sent; the discriminator follows from which. */
  const oneOf = (derived: string, options: readonly Option[], discriminator: string): Sent => {
    const sent = options.map((option) => {
      const { [discriminator]: _, ...properties } = option.schema.properties ?? {}
      const required = option.schema.required?.filter((field) => field !== discriminator) ?? []
      const inner = object(option.name, { ...option.schema, properties, required })
      return { field: camelCase(option.value), value: option.value, ...inner }
    })
    return {
      type: registry.define(
        inputName(registry.shown(derived)),
        ['oneOf', options],
        (name) =>
          new GraphQLInputObjectType({
            name,
            isOneOf: true,
            fields: () => Object.fromEntries(sent.map(({ field, type }) => [field, { type }])),
          }),
      ),
      read: (value) => {
        const chosen = Object.entries(recordOf(value)).filter(([, inner]) => inner !== undefined)
        const option = sent.find(({ field }) => field === chosen[0]?.[0])
        // what is not exactly one option is left for parsing to refuse
        if (!option || chosen.length !== 1) return value
        return { [discriminator]: option.value, ...recordOf(option.read(chosen[0]?.[1])) }
      },
    }
  }

  const typeOf = (shape: Shape, place: Place): Sent => {
    switch (shape.kind) {
      case 'scalar':
        return { type: shape.scalar, read: asIs }
      case 'enum':
        return { type: enumType(registry, shape), read: asIs }
      case 'object':
        return object(shape.name, shape.schema)
      case 'union':
        return oneOf(shape.name, shape.options, shape.discriminator)
      case 'list': {
        const inner = shapeOf(shape.of, definitions, place)
        const { type, read } = typeOf(inner, place)
        return {
          type: new GraphQLList(inner.nullable ? type : new GraphQLNonNull(type)),
          read: (value) => (Array.isArray(value) ? value.map(read) : value),
        }
      }
    }
  }

  return { fieldsOf, object }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
