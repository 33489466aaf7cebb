import { GraphQLID, GraphQLNonNull, GraphQLObjectType } from 'graphql'
import { type JsonSchema, jsonSchemaOf, resolve, targetOf } from '../http/json-schema.ts'
import type { GraphqlPart, Lookup, Reference, Source } from './declare.ts'
import type { InputTypes } from './input-types.ts'
import type { FieldMap, OutputTypes } from './output-types.ts'

/** An entity as a schema shows it: whole where its module is here, else a stub that knows its key and what modules here add to it. */
export type Keyed = {
  readonly name: string
  readonly key: string
  readonly source: Source | undefined
  /** Whether others may come to it by its key alone. */
  readonly resolvable: boolean
  readonly isStub: boolean
}

export type Relations = {
  /** The fields that modules add to a type. */
  fieldsOn(type: string): FieldMap
  readonly keyed: readonly Keyed[]
  /** The types of all entities that operations here do not answer with. */
  types(): readonly GraphQLObjectType[]
}

export type RelationOptions = {
  readonly parts: readonly GraphqlPart[]
  /** The types that operations here answer with. */
  readonly answered: ReadonlySet<string>
  readonly outputs: () => OutputTypes
  readonly inputs: () => InputTypes
}

/** The queries that relations and entities are read by: their types are part of the schema. */
export function sourcesOf(parts: readonly GraphqlPart[]): readonly Source[] {
  return parts.flatMap(({ entities = [], relations = [] }) => [
    ...entities.flatMap(({ source }) => source ?? []),
    ...relations.flatMap((relation) => (relation.kind === 'lookup' ? relation.source : [])),
  ])
}

/** Puts the relations of all modules on the types that they belong to. */
export function createRelations({ parts, answered, outputs, inputs }: RelationOptions): Relations {
  const relations = parts.flatMap((part) => part.relations ?? [])
  const owned = parts.flatMap((part) => part.entities ?? [])
  const keyed = [...owned.map((entity): Keyed => ownKeyed(entity)), ...stubsOf()]
  const byName = new Map(keyed.map((entity) => [entity.name, entity]))
  const stubTypes = new Map<string, GraphQLObjectType>()

  function stubsOf(): readonly Keyed[] {
    const known = new Set([...owned.map(({ type }) => type), ...answered])
    const extended = relations.filter(({ on }) => !known.has(on)).map(({ on, by }): [string, string] => [on, by])
    const referred = relations.flatMap((one): [string, string][] =>
      one.kind === 'reference' && !known.has(one.to) ? [[one.to, 'id']] : [],
    )
    return [...new Map([...referred, ...extended])].map(([name, key]) => ({
      name,
      key,
      source: undefined,
      resolvable: relations.some(({ on }) => on === name),
      isStub: true,
    }))
  }

  const typeOf = ({ name, key, source }: Keyed): GraphQLObjectType => {
    if (source) return itemType(source)
    const type = stubTypes.get(name) ?? stub(name, key)
    stubTypes.set(name, type)
    return type
  }

  const itemType = (source: Source): GraphQLObjectType => {
    const { id, schema } = itemOf(source)
    return outputs().object(id, schema)
  }

  const stub = (name: string, key: string) =>
    new GraphQLObjectType({
      name,
      fields: () => ({ [key]: { type: new GraphQLNonNull(GraphQLID) }, ...fieldsOn(name) }),
    })

  const referenceField = ({ to, by, description }: Reference): FieldMap[string] => {
    const target = byName.get(to)
    if (!target) throw new Error(`'${to}' is referred to, and is no entity`)
    const { source, key } = target
    return {
      type: typeOf(target),
      description,
      extensions: { kept: false },
      resolve: (parent, _args, call) => {
        const value = keyIn(parent, by)
        if (value === undefined) return null
        return source ? call.find(source, value, {}) : { [key]: value }
      },
    }
  }

  const lookupField = ({ on, field, by, args, source, description }: Lookup): FieldMap[string] => {
    const sent = args && inputs().fieldsOf(`${on}${field}`, resolvedRoot(args))
    return {
      type: itemType(source),
      description,
      extensions: { kept: false },
      ...(sent && { args: sent.fields }),
      resolve: (parent, given, call) => {
        const value = keyIn(parent, by)
        return value === undefined ? null : call.find(source, value, sent ? sent.read(given) : {})
      },
    }
  }

  const fieldsOn = (name: string): FieldMap =>
    Object.fromEntries(
      relations
        .filter(({ on }) => on === name)
        .map((one) => [one.field, one.kind === 'reference' ? referenceField(one) : lookupField(one)]),
    )

  return {
    fieldsOn,
    keyed,
    types: () => keyed.filter(({ isStub, source }) => isStub || source).map(typeOf),
  }
}

function ownKeyed({
  type,
  key,
  source,
}: {
  readonly type: string
  readonly key: string
  readonly source: Source | undefined
}): Keyed {
  return { name: type, key, source, resolvable: source !== undefined, isStub: false }
}

/** What a source lists: the schema of its items and the id it has. */
function itemOf({ query }: Source): { readonly id: string; readonly schema: JsonSchema } {
  const { root, definitions } = jsonSchemaOf(query.output, 'output')
  const item = resolve(root, definitions).properties?.['items']?.items
  if (item?.$ref === undefined) throw new Error(`'${query.name}' lists nothing that has an id`)
  return { id: targetOf(item.$ref), schema: resolve(item, definitions) }
}

function resolvedRoot(schema: Parameters<typeof jsonSchemaOf>[0]): JsonSchema {
  const { root, definitions } = jsonSchemaOf(schema, 'input')
  return resolve(root, definitions)
}

function keyIn(parent: unknown, by: string): string | undefined {
  const value = typeof parent === 'object' && parent !== null ? Reflect.get(parent, by) : undefined
  return typeof value === 'string' ? value : undefined
}
