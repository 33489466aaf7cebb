import type { Sql } from '../operations/context.ts'
import type { PublishedEvent } from './define.ts'

/** The first parked event of a key: only it is tried, the others wait behind it. */
export type ParkedHead = { readonly key: string; readonly dueIn: number }

export type ParkedEvent = PublishedEvent & { readonly attempts: number }

/** How parking begins for an event: after one failed try, or after none because it waits behind another of its key. */
export type Parking = {
  readonly event: PublishedEvent
  readonly failed: { readonly error: string; readonly retryIn: number } | undefined
}

export async function park(sql: Sql, consumer: string, parking: readonly Parking[]): Promise<void> {
  await sql`
    insert into kernel.parked
      (consumer, key, sequence, occurred_at, id, name, trace_id, payload, attempts, next_at, last_error)
    select ${consumer}, key, sequence, occurred_at, id, name, trace_id, payload::jsonb, attempts,
      clock_timestamp() + retry_in * interval '1 millisecond', last_error
    from unnest(
      ${parking.map(({ event }) => event.key)}::text[],
      ${parking.map(({ event }) => event.sequence)}::bigint[],
      ${parking.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
      ${parking.map(({ event }) => event.id)}::uuid[],
      ${parking.map(({ event }) => event.name)}::text[],
      ${parking.map(({ event }) => event.traceId)}::text[],
      ${parking.map(({ event }) => JSON.stringify(event.payload))}::text[],
      ${parking.map(({ failed }) => (failed ? 1 : 0))}::integer[],
      ${parking.map(({ failed }) => failed?.retryIn ?? 0)}::integer[],
      ${parking.map(({ failed }) => failed?.error ?? null)}::text[]
    ) as event (key, sequence, occurred_at, id, name, trace_id, payload, attempts, retry_in, last_error)`
}

export async function loadParkedHeads(sql: Sql, consumer: string): Promise<readonly ParkedHead[]> {
  return sql<ParkedHead[]>`
    select distinct on (key) key,
      greatest(0, extract(epoch from next_at - clock_timestamp()) * 1000)::float8 as "dueIn"
    from kernel.parked where consumer = ${consumer} order by key, sequence`
}

/** The first events of a parked key, in order. */
export async function loadParked(
  sql: Sql,
  consumer: string,
  { key, limit }: { readonly key: string; readonly limit: number },
): Promise<readonly ParkedEvent[]> {
  return sql<ParkedEvent[]>`
    select sequence, id, name, key, payload, occurred_at as "occurredAt", trace_id as "traceId", attempts
    from kernel.parked where consumer = ${consumer} and key = ${key} order by sequence limit ${limit}`
}

/** Takes events out of the parking lot; returns whether all of them were still there. */
export async function unpark(sql: Sql, consumer: string, events: readonly ParkedEvent[]): Promise<boolean> {
  const gone = await sql`
    delete from kernel.parked where consumer = ${consumer} and (key, sequence) in (
      select key, sequence from unnest(
        ${events.map(({ key }) => key)}::text[], ${events.map(({ sequence }) => sequence)}::bigint[]) as event (key, sequence))`
  return gone.count === events.length
}

export async function parkAgain(
  sql: Sql,
  consumer: string,
  { event, error, retryIn }: { readonly event: ParkedEvent; readonly error: string; readonly retryIn: number },
): Promise<void> {
  await sql`
    update kernel.parked
    set attempts = attempts + 1, last_error = ${error}, next_at = clock_timestamp() + ${retryIn} * interval '1 millisecond'
    where consumer = ${consumer} and key = ${event.key} and sequence = ${event.sequence} and attempts = ${event.attempts}`
}

/** After the last try: the event lies aside until it is redriven, the later ones of its key go on. */
export async function bury(
  sql: Sql,
  consumer: string,
  { event, error }: { readonly event: ParkedEvent; readonly error: string },
): Promise<void> {
  await sql`
    with dead as (
      delete from kernel.parked
      where consumer = ${consumer} and key = ${event.key} and sequence = ${event.sequence} and attempts = ${event.attempts}
      returning *
    )
    insert into kernel.dead_letter
      (consumer, key, sequence, occurred_at, id, name, trace_id, payload, attempts, next_at, last_error)
    select consumer, key, sequence, occurred_at, id, name, trace_id, payload, attempts + 1, next_at, ${error} from dead`
}

/** Puts dead letters back into the parking lot, due now, of one consumer or of all. Returns how many. */
export async function exhume(sql: Sql, consumer: string | undefined): Promise<number> {
  const back = await sql`
    with back as (
      delete from kernel.dead_letter where ${consumer ?? null}::text is null or consumer = ${consumer ?? null} returning *
    )
    insert into kernel.parked (consumer, key, sequence, occurred_at, id, name, trace_id, payload, last_error)
    select consumer, key, sequence, occurred_at, id, name, trace_id, payload, last_error from back`
  return back.count
}
