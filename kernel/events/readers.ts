import type { z } from 'zod'
import type { ConsumerContext, FreeContext, LiveContext, QueryContext } from '../operations/context.ts'
import type { BackOff } from './back-off.ts'
import type { EffectType, EventType, PublishedOf } from './define.ts'

/** A durable reader: its position moves in the transaction of its effect, so that the effect happens once. */
export type Consumer = {
  /** `<module>.<what it does>`; the position is kept under this name, so it never changes. */
  readonly name: string
  readonly on: readonly EventType[]
  handle(ctx: ConsumerContext, events: readonly never[]): Promise<void>
}

/**
 * Declares a durable reader. `handle` gets the events of one batch in log order and only writes: one statement for many events, no loop
 * that awaits SQL. When it throws, the batch is halved down to the event that fails alone, and its key is parked.
 */
export function consumer<const Types extends readonly EventType[]>(definition: {
  readonly name: string
  readonly on: Types
  handle(ctx: ConsumerContext, events: readonly PublishedOf<Types[number]>[]): Promise<void>
}): Consumer {
  return definition as unknown as Consumer
}

/** A live reader: in every process, in memory, from now on. */
export type LiveReader = {
  readonly on: readonly EventType[]
  /** Called for what the log brings alone, each event once and those of a key in order. */
  readonly byLogAlone?: boolean
  handle(ctx: LiveContext, events: readonly never[]): void
}

/**
 * Declares a live reader: drops what the process keeps in memory. It is called at once for what this process commits and again when
 * the log brings it; after a gap the kernel flushes every cache instead.
 */
export function live<const Types extends readonly EventType[]>(definition: {
  readonly on: Types
  readonly byLogAlone?: boolean
  handle(ctx: LiveContext, events: readonly PublishedOf<Types[number]>[]): void
}): LiveReader {
  return definition as unknown as LiveReader
}

/** An effect outside, such as a mail: a row written with its cause, sent by a worker with a lease, at least once. */
export type DeliveryType<Payload = unknown> = EffectType<Payload> & {
  /** How failures are tried again; as the log's settings say unless told. */
  readonly backOff?: BackOff
  /** Sends one. Throwing means: try again later. */
  send(ctx: FreeContext, delivery: Sending<Payload>): Promise<void>
}

export type Sending<Payload> = {
  /** The same on every try, so that the receiver can tell a repeat. */
  readonly id: string
  readonly attempt: number
  readonly payload: Payload
  /** Aborted when sending takes too long, somebody else may send it by now, or the process stops: to be handed to `fetch` and its like. */
  readonly signal: AbortSignal
}

export function delivery<Schema extends z.ZodType>(definition: {
  readonly name: string
  readonly schema: Schema
  send: DeliveryType<z.output<Schema>>['send']
}): DeliveryType<z.output<Schema>> {
  return definition as unknown as DeliveryType<z.output<Schema>>
}

/** Publishes the current state of a module again, page by page, for projections that are rebuilt. */
export type Republisher = {
  readonly type: EventType
  page(
    ctx: QueryContext,
    after: string | undefined,
  ): Promise<{ readonly payloads: readonly unknown[]; readonly next: string | undefined }>
}

export function republisher<Name extends string, Payload>(definition: {
  readonly type: EventType<Name, Payload>
  page(
    ctx: QueryContext,
    after: string | undefined,
  ): Promise<{ readonly payloads: readonly Payload[]; readonly next: string | undefined }>
}): Republisher {
  return definition as Republisher
}
