import type { z } from 'zod'
import type { EventType, PublishedEvent, PublishedOf } from '../events/define.ts'
import type { Answer, Credential } from '../operations/context.ts'
import type { Described } from '../operations/described.ts'

/** Who subscribes, as the module sees it that declares the topic. */
export type Subscriber = {
  /** The token that the caller showed, with the connection or with this subscription. */
  credential(kind: Credential): string | undefined
  /** Asks as the caller: what he may not know the query refuses. */
  call<In, Out, Code extends string>(
    query: Described<In, Out, Code, 'query'>,
    input: NoInfer<In>,
  ): Promise<Answer<Out, Code>>
}

/** What one may follow. `key` tells which of its kind, `state` how it stands now, for topics that tell a state. */
export type Opened<State> = { readonly key: string; readonly state?: State }

/** What an event means to those who follow `key`. */
export type Told<Kind extends string, State> = Opened<State> & { readonly kind: Kind }

/** What callers may follow while it changes: fed by events, told by kind and id, without personal data. */
export type Topic<Name extends string = string, Of = string, Kind extends string = string, State = unknown> = {
  readonly name: Name
  readonly summary: string
  /** What follows the colon in `stock:<variantId>`, and is then the key; absent where a caller has one at most, as of `cart`. */
  readonly of?: z.ZodType<Of>
  /** The token that a subscription may bring along, for callers without cookies. */
  readonly token?: Credential
  /** Says which one the caller may follow; none where it is not his. */
  open(subscriber: Subscriber, of: Of): Promise<Opened<State> | undefined>
  readonly on: readonly EventType[]
  tell(event: PublishedEvent): Told<Kind, State>
}

/** Any topic, whatever it is of: what registries hold. */
// biome-ignore lint/suspicious/noExplicitAny: a topic is contravariant in what it is of, so a list of them has no narrower element type
export type AnyTopic = Topic<string, any, string, unknown>

const topicName = /^[a-z]+(-[a-z]+)*$/

/** Declares a topic. Everything in `tell` and in a state is public to whoever may open it. */
export function topic<
  const Name extends string,
  const Types extends readonly EventType[],
  const Kind extends string,
  Schema extends z.ZodType<string> = z.ZodNever,
  State = undefined,
>(definition: {
  readonly name: Name
  readonly summary: string
  readonly of?: Schema
  readonly token?: Credential
  open(subscriber: Subscriber, of: z.output<Schema>): Promise<Opened<State> | undefined>
  readonly on: Types
  tell(event: PublishedOf<Types[number]>): Told<Kind, State>
}): Topic<Name, z.output<Schema>, Kind, State> {
  if (!topicName.test(definition.name)) throw new Error(`'${definition.name}' is no name of a topic`)
  return definition as unknown as Topic<Name, z.output<Schema>, Kind, State>
}
