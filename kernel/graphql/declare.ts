import type { z } from 'zod'
import type { AnyTopic } from '../live/topic.ts'
import type { Access } from '../operations/access.ts'
import type { AnyOperation, Query } from '../operations/operation.ts'

/** What GraphQL shows of a module beyond what its operations say: relations, entity keys, better names. */
export type GraphqlPart = {
  /** Fields of `Query` and `Mutation` by operation, where the derived name reads badly. */
  readonly fields?: Readonly<Record<string, string>>
  /** Types by the name that is derived for them. Equal types may get one name. */
  readonly types?: Readonly<Record<string, string>>
  readonly entities?: readonly Entity[]
  readonly relations?: readonly Relation[]
  readonly subscriptions?: readonly Subscribed[]
}

/** A type that other modules refer to and extend: its objects are known by one key. */
export type Entity = {
  readonly type: string
  readonly key: string
  /** How to find many of them; absent where nobody comes to them from elsewhere. */
  readonly source: Source | undefined
}

/** A query that tells of many things at once: called once for all that a level of the answer asks for. */
export type Source = {
  readonly query: AnyOperation
  /** Who may follow, where the query itself is for other modules only. */
  readonly access: Access
  readonly input: (keys: readonly string[], args: Readonly<Record<string, unknown>>) => unknown
  /** The field of an item that holds the key it was asked by. */
  readonly itemKey: string
}

export type Relation = Reference | Lookup

/** A topic as a field of `Subscription`: told are what happened and, asked anew each time, what it happened to. */
export type Subscribed = {
  readonly topic: AnyTopic
  /** What the client says and is told of which one it follows, for topics that have many. */
  readonly of: string | undefined
  /** The query that tells of it, with an argument of that name where there is one; relations of the type lead further. */
  readonly shows: AnyOperation | undefined
}

type Related = {
  /** The type that gets the field; it may belong to a module below. */
  readonly on: string
  readonly field: string
  readonly description: string
  /** The field of that type whose value is the key. */
  readonly by: string
}

/** Leads to an entity, whoever owns it. */
export type Reference = Related & { readonly kind: 'reference'; readonly to: string }

/** Asks a query of this module. */
export type Lookup = Related & {
  readonly kind: 'lookup'
  readonly source: Source
  readonly args: z.ZodObject | undefined
}

/** An answer that lists things, each of which names the key that it was asked by. */
type Listing = { readonly items: readonly object[] }

type Sourced<Out extends Listing, Args> = {
  readonly access: Access
  readonly input: (keys: readonly string[], args: Args) => unknown
  readonly itemKey: keyof Out['items'][number] & string
}

/** An entity that is found by its key. */
export function entity<In, Out extends Listing, Code extends string>(
  type: string,
  query: Query<In, Out, Code>,
  { access, input, itemKey }: Sourced<Out, unknown>,
): Entity {
  return { type, key: itemKey, source: { query, access, input, itemKey } }
}

/** An entity that others extend, and nobody comes to but by the answers of this module. */
export function extensible(type: string, key: string): Entity {
  return { type, key, source: undefined }
}

export function reference(definition: Omit<Reference, 'kind'>): Relation {
  return { kind: 'reference', ...definition }
}

export function lookup<In, Out extends Listing, Code extends string, A extends z.ZodObject = z.ZodObject>(
  query: Query<In, Out, Code>,
  definition: Related & Sourced<Out, z.output<A>> & { readonly args?: A },
): Relation {
  const { access, itemKey, input, args, ...related } = definition
  const source = { query, access, itemKey, input: input as Source['input'] }
  return { kind: 'lookup', ...related, args, source }
}

export function subscription(
  topic: AnyTopic,
  { of, shows }: { readonly of?: string; readonly shows?: AnyOperation },
): Subscribed {
  if ((topic.of === undefined) !== (of === undefined)) {
    throw new Error(`The subscription to '${topic.name}' names what it is of where the topic has many, and only there`)
  }
  return { topic, of, shows }
}
