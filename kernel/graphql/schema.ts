import {
  type GraphQLFieldConfig,
  type GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  specifiedDirectives,
} from 'graphql'
import { type Endpoint, endpointsOf } from '../http/endpoint.ts'
import type { AnyOperation } from '../operations/operation.ts'
import type { Module } from '../runtime/module.ts'
import type { GraphqlCall } from './call.ts'
import type { GraphqlPart } from './declare.ts'
import { definitionBook } from './definitions.ts'
import { inputTypes } from './input-types.ts'
import { fieldName } from './names.ts'
import { type RootField, rootField } from './operation-fields.ts'
import { outputTypes } from './output-types.ts'
import { createRegistry } from './registry.ts'
import { createRelations, type Keyed, sourcesOf } from './relations.ts'
import { subscriptionFields, updateName } from './subscriptions/fields.ts'

export type SchemaOptions = {
  /** The operations that have an address; what an outside party signs is left out. */
  readonly endpoints: readonly Endpoint[]
  readonly parts: readonly GraphqlPart[]
  /** What a subgraph adds to `Query`. */
  readonly extraQueries?: (keyed: readonly KeyedType[]) => Fields
}

export type Fields = Readonly<Record<string, GraphQLFieldConfig<unknown, GraphqlCall>>>

/** An entity and its type. */
export type KeyedType = Keyed & { readonly type: GraphQLObjectType }

export type BuiltSchema = { readonly schema: GraphQLSchema; readonly keyed: readonly KeyedType[] }

/** One schema of all that the operations and the parts of some modules say. */
export function buildSchema({ endpoints, parts, extraQueries }: SchemaOptions): BuiltSchema {
  const shown = endpoints.filter(({ raw }) => !raw)
  const renames = merged(parts.map(({ types }) => types))
  const registry = createRegistry(renames)
  const sent = definitionBook('input')
  const told = definitionBook('output')
  const sources = sourcesOf(parts)
  for (const { operation } of shown) {
    sent.add(operation.input)
    told.add(operation.output)
  }
  const subscribed = parts.flatMap(({ subscriptions = [] }) => subscriptions)
  const answered = new Set([...Object.keys(told.all).map(registry.shown), ...subscribed.map(updateName)])
  for (const { query } of sources) told.add(query.output)
  for (const part of parts)
    for (const relation of part.relations ?? [])
      if (relation.kind === 'lookup' && relation.args) sent.add(relation.args)

  const relations = createRelations({ parts, answered, outputs: () => outputs, inputs: () => inputs })
  const outputs = outputTypes({ registry, definitions: told.all, relationsOf: relations.fieldsOn })
  const inputs = inputTypes(registry, sent.all)
  const names = namesOf(shown, merged(parts.map(({ fields }) => fields)))
  const rootFields = (isQuery: boolean): Readonly<Record<string, RootField>> =>
    Object.fromEntries(
      shown
        .filter(({ operation }) => (operation.kind === 'query') === isQuery)
        .map((endpoint): [string, RootField] => {
          const name = names.get(endpoint.operation) ?? ''
          return [name, rootField(name, endpoint, { registry, sent, told, inputs, outputs })]
        }),
    )

  const types: GraphQLNamedType[] = [...relations.types()]
  const keyed = relations.keyed.flatMap((entity) => {
    const type = registry.get(entity.name) ?? types.find(({ name }) => name === entity.name)
    return type instanceof GraphQLObjectType ? [{ ...entity, type }] : []
  })
  const queries = rootFields(true)
  const shownBy = (operation: AnyOperation) => {
    const name = names.get(operation) ?? ''
    const field = queries[name]
    return field && { name, field }
  }
  const updates = subscriptionFields({
    subscribed,
    sent,
    told,
    inputs,
    outputs,
    shownBy,
    relationsOf: relations.fieldsOn,
  })
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { ...queries, ...extraQueries?.(keyed) } }),
    mutation: rootType('Mutation', rootFields(false)),
    subscription: rootType('Subscription', updates),
    types,
    directives: specifiedDirectives,
  })
  return { schema, keyed }
}

/** The schema of some modules as one process shows it: for documents and tests, since without an engine nothing runs. */
export function createSchema({
  modules,
}: {
  readonly modules: readonly Pick<Module, 'operations' | 'graphql'>[]
}): GraphQLSchema {
  const endpoints = endpointsOf(modules.flatMap(({ operations }) => operations))
  return buildSchema({ endpoints, parts: modules.flatMap(({ graphql }) => graphql ?? []) }).schema
}

function rootType<Call>(name: string, fields: Readonly<Record<string, GraphQLFieldConfig<unknown, Call>>>) {
  return Object.keys(fields).length === 0 ? undefined : new GraphQLObjectType<unknown, Call>({ name, fields })
}

function namesOf(
  endpoints: readonly Endpoint[],
  renames: Readonly<Record<string, string>>,
): ReadonlyMap<AnyOperation, string> {
  const known = new Set(endpoints.map(({ operation }) => operation.name))
  const stale = Object.keys(renames).find((operation) => !known.has(operation))
  if (stale !== undefined) throw new Error(`'${stale}' is renamed in graphql.ts and is no operation with an address`)
  const taken = new Map<string, string>()
  return new Map(
    endpoints.map(({ operation }) => {
      const name = renames[operation.name] ?? fieldName(operation)
      const place = `${operation.kind === 'query' ? 'Query' : 'Mutation'}.${name}`
      const other = taken.get(place)
      if (other !== undefined) {
        throw new Error(
          `'${other}' and '${operation.name}' would both be ${place}: rename one under \`fields\` in graphql.ts`,
        )
      }
      taken.set(place, operation.name)
      return [operation, name]
    }),
  )
}

function merged(records: readonly (Readonly<Record<string, string>> | undefined)[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...records)
}
