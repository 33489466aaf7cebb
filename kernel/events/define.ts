import type { z } from 'zod'

/** A fact that a module publishes. Name: past tense with a version, `inventory.stock.reserved.v1`. */
export type EventType<Name extends string = string, Payload = unknown> = {
  readonly name: Name
  readonly schema: z.ZodType<Payload>
  /** The id of the aggregate: events of one key reach every consumer in the order they were published. */
  key(payload: Payload): string
}

/** One fact as it lies in the log. `sequence` grows with every event of a key; across keys it says nothing. */
export type PublishedEvent<Name extends string = string, Payload = unknown> = {
  readonly id: string
  readonly sequence: number
  readonly name: Name
  readonly key: string
  readonly payload: Payload
  readonly occurredAt: Date
  readonly traceId: string | null
}

/** The published form of a union of event types; `event.name` tells them apart. */
export type PublishedOf<Type> =
  Type extends EventType<infer Name, infer Payload> ? PublishedEvent<Name, Payload> : never

const eventName = /^[a-z-]+(\.[a-z-]+)+\.v[1-9][0-9]*$/

/** Declares an event. Its schema holds no personal data; it only ever grows, otherwise a v2 stands beside it. */
export function event<const Name extends string, Schema extends z.ZodType>(definition: {
  readonly name: Name
  readonly schema: Schema
  key(payload: z.output<Schema>): string
}): EventType<Name, z.output<Schema>> {
  if (!eventName.test(definition.name)) {
    throw new Error(`'${definition.name}' is no event name: expected '<module>.<noun>.<past tense>.v<number>'`)
  }
  return definition as unknown as EventType<Name, z.output<Schema>>
}

/** An effect outside, such as a mail, as those see it who ask for it. */
export type EffectType<Payload = unknown> = { readonly name: string; readonly schema: z.ZodType<Payload> }
