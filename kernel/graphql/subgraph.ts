import {
  type ConstDirectiveNode,
  type DocumentNode,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql'
import { endpointsOf } from '../http/endpoint.ts'
import type { Module } from '../runtime/module.ts'
import type { GraphqlCall } from './call.ts'
import type { GraphqlPart } from './declare.ts'
import { buildSchema, type Fields, type KeyedType, type SchemaOptions } from './schema.ts'
import { updateName } from './subscriptions/fields.ts'

/** A part of the graph as Apollo Federation 2 composes it. */
export type Subgraph = { readonly sdl: string; readonly schema: GraphQLSchema }

export type SubgraphOptions = { readonly modules: readonly Pick<Module, 'operations' | 'graphql'>[] }

/** The subgraph of some modules; `undefined` where they have nothing to show. Types of others appear as stubs with their key. */
export function createSubgraph({ modules }: SubgraphOptions): Subgraph | undefined {
  const endpoints = endpointsOf(modules.flatMap(({ operations }) => operations))
  return subgraphOf({ endpoints, parts: modules.flatMap(({ graphql }) => graphql ?? []) })
}

/** The same of what a process serves already. */
export function subgraphOf({ endpoints, parts }: Pick<SchemaOptions, 'endpoints' | 'parts'>): Subgraph | undefined {
  const shows = endpoints.some(({ raw }) => !raw) || parts.some(({ entities, relations }) => entities || relations)
  if (!shows) return undefined
  const sdl: { text: string } = { text: '' }
  const { schema, keyed } = buildSchema({
    endpoints,
    parts: parts.map(withoutSubscriptions),
    extraQueries: (all) => ({ ...entitiesField(all), _service: serviceField(sdl) }),
  })
  sdl.text = subgraphSdl(schema, keyed)
  return { sdl: sdl.text, schema }
}

/** The gateway speaks HTTP with the subgraphs: who follows something does that at the shop's own address. */
function withoutSubscriptions({ subscriptions = [], ...part }: GraphqlPart): GraphqlPart {
  const updates = subscriptions.map(updateName)
  return { ...part, relations: part.relations?.filter(({ on }) => !updates.includes(on)) ?? [] }
}

const Any = new GraphQLScalarType({
  name: '_Any',
  description: 'An entity by its type and key: `{ __typename, id }`.',
})

function entitiesField(keyed: readonly KeyedType[]): Fields {
  const reachable = new Map(keyed.filter(({ resolvable }) => resolvable).map((entity) => [entity.name, entity]))
  if (reachable.size === 0) return {}
  const Entity = new GraphQLUnionType({
    name: '_Entity',
    types: [...reachable.values()].map(({ type }) => type),
    resolveType: (value) => String(Reflect.get(Object(value), '__typename')),
  })
  const find = async (representation: unknown, call: GraphqlCall): Promise<unknown> => {
    const given: Readonly<Record<string, unknown>> = Object(representation)
    const entity = reachable.get(String(given['__typename']))
    const key = entity && given[entity.key]
    if (!entity || typeof key !== 'string') return null
    const { name, source } = entity
    const found = source ? await call.find(source, key, {}) : { [entity.key]: key }
    return found === null ? null : { ...Object(found), __typename: name }
  }
  return {
    _entities: {
      type: new GraphQLNonNull(new GraphQLList(Entity)),
      args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Any))) } },
      extensions: { kept: false },
      resolve: (_root, { representations }, call) =>
        Promise.all((Array.isArray(representations) ? representations : []).map((one) => find(one, call))),
    },
  }
}

function serviceField(sdl: { readonly text: string }): Fields[string] {
  const Service = new GraphQLObjectType({ name: '_Service', fields: { sdl: { type: GraphQLString } } })
  return { type: new GraphQLNonNull(Service), resolve: () => ({ sdl: sdl.text }) }
}

const machinery = ['_Any', '_Entity', '_Service']

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n'

/** What the derivation says, with the directives that tell a composer who owns what. */
function subgraphSdl(schema: GraphQLSchema, keyed: readonly KeyedType[]): string {
  const byName = new Map(keyed.map((entity) => [entity.name, entity]))
  const marked: DocumentNode = visit(parse(printSchema(schema)), {
    ScalarTypeDefinition: ({ name }) => (machinery.includes(name.value) ? null : undefined),
    UnionTypeDefinition: ({ name }) => (machinery.includes(name.value) ? null : undefined),
    ObjectTypeDefinition: (node) => markedObject(node, byName),
  })
  return `${link}\n${print(marked)}\n`
}

function markedObject(
  node: ObjectTypeDefinitionNode,
  keyed: ReadonlyMap<string, KeyedType>,
): ObjectTypeDefinitionNode | null {
  const name = node.name.value
  if (machinery.includes(name)) return null
  if (name === 'Query') {
    const fields = node.fields?.filter((field) => !field.name.value.startsWith('_')) ?? []
    return fields.length === 0 ? null : { ...node, fields }
  }
  if (name === 'Mutation') return node
  const entity = keyed.get(name)
  // what is no entity is a value: equal in whichever subgraph it comes from
  const directive = entity
    ? `@key(fields: "${entity.key}"${entity.resolvable ? '' : ', resolvable: false'})`
    : '@shareable'
  return { ...node, directives: directivesOf(directive) }
}

function directivesOf(text: string): readonly ConstDirectiveNode[] {
  const [definition] = parse(`type _ ${text} { _: Int }`).definitions
  return definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.directives ?? []) : []
}
