import {
  GraphQLBoolean,
  type GraphQLFieldConfigArgumentMap,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  type GraphQLUnionType,
} from 'graphql'
import type { JsonSchema } from '../http/json-schema.ts'
import type { Registry } from './registry.ts'

/** A page of a keyset list, told as Relay's cursor connections have it. */
export type Page = {
  readonly items: readonly unknown[]
  readonly next: string | number | null
  readonly total: number | undefined
  readonly from: Cursor
}

/** Where a page begins: at a position that the operation knows, and that many items behind it. */
type Cursor = { readonly after: string | undefined; readonly skip: number }

/** An answer `{ items, next, total? }` to an input with `limit` and `after`. */
export function isKeysetList(input: JsonSchema, output: JsonSchema): boolean {
  const { properties = {} } = output
  return (
    ['items', 'next'].every((name) => name in properties) &&
    Object.keys(properties).every((name) => ['items', 'next', 'total'].includes(name)) &&
    ['limit', 'after'].every((name) => name in (input.properties ?? {}))
  )
}

export function connectionArgs(limit: JsonSchema): GraphQLFieldConfigArgumentMap {
  return {
    first: { type: GraphQLInt, defaultValue: limit['default'], description: `At most ${String(limit['maximum'])}` },
    after: { type: GraphQLString, description: 'The `endCursor` of the page before, or the cursor of an edge' },
  }
}

/** What to ask the operation for. `next` of an operation is the cursor of the last edge; those before it count from where the page began. */
export function pageRequest(
  { first, after }: Readonly<Record<string, unknown>>,
  limits: { readonly limit: JsonSchema; readonly after: JsonSchema },
): { readonly input: Readonly<Record<string, unknown>>; readonly from: Cursor } {
  const from = cursorOf(typeof after === 'string' ? after : undefined)
  const most = Number(limits.limit['maximum'])
  const wanted = typeof first === 'number' ? first : Number(limits.limit['default'])
  // a bad number is left to the operation to refuse
  const limit = wanted < 1 || wanted > most ? wanted : Math.min(wanted + from.skip, most)
  return {
    from,
    input: {
      ...(limit === limits.limit['default'] ? {} : { limit }),
      ...(from.after === undefined ? {} : { after: limits.after.type === 'integer' ? Number(from.after) : from.after }),
    },
  }
}

function cursorOf(text: string | undefined): Cursor {
  const [, after, skip] = /^(.*)~(\d{1,3})$/s.exec(text ?? '') ?? []
  if (skip === undefined) return { after: text, skip: 0 }
  return { after: after === '' ? undefined : after, skip: Number(skip) }
}

export function connectionType(registry: Registry, node: GraphQLObjectType | GraphQLUnionType): GraphQLObjectType {
  const edge = registry.define(
    `${node.name}Edge`,
    ['edge', node.name],
    (name) =>
      new GraphQLObjectType({
        name,
        fields: { cursor: { type: new GraphQLNonNull(GraphQLString) }, node: { type: new GraphQLNonNull(node) } },
      }),
  )
  return registry.define(
    `${node.name}Connection`,
    ['connection', node.name],
    (name) =>
      new GraphQLObjectType<Page>({
        name,
        fields: {
          edges: { type: listOf(edge), resolve: edgesOf },
          nodes: { type: listOf(node), resolve: nodesOf },
          pageInfo: { type: new GraphQLNonNull(PageInfo), resolve: pageInfoOf },
          totalCount: {
            type: GraphQLInt,
            description: 'How many there are on all pages, where that is known',
            resolve: ({ total }) => total,
          },
        },
      }),
  )
}

const PageInfo = new GraphQLObjectType({
  name: 'PageInfo',
  fields: {
    hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
    startCursor: { type: GraphQLString },
    endCursor: { type: GraphQLString },
  },
})

function nodesOf({ items, from }: Page): readonly unknown[] {
  return from.skip === 0 ? items : items.slice(from.skip)
}

function edgesOf(page: Page): readonly unknown[] {
  return nodesOf(page).map((node, index) => ({ node, cursor: edgeCursor(page, index) }))
}

function edgeCursor({ items, next, from }: Page, index: number): string {
  const place = from.skip + index + 1
  return next !== null && place === items.length ? String(next) : `${from.after ?? ''}~${place}`
}

function pageInfoOf(page: Page) {
  const count = nodesOf(page).length
  return {
    hasNextPage: page.next !== null,
    hasPreviousPage: page.from.after !== undefined || page.from.skip > 0,
    startCursor: count === 0 ? null : edgeCursor(page, 0),
    endCursor: count === 0 ? null : edgeCursor(page, count - 1),
  }
}

function listOf(type: GraphQLObjectType | GraphQLUnionType): GraphQLOutputType {
  return new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)))
}
