import type { Sql } from '../operations/context.ts'
import type { PublishedEvent } from './define.ts'
import { logChannel, redriven } from './signal.ts'

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

/**
 * Takes the first events of a key out of the parking lot; returns whether they were its first. If not, one was put back before them or
 * another runner took some, and the caller rolls back.
 */
export async function unpark(sql: Sql, consumer: string, events: readonly ParkedEvent[]): Promise<boolean> {
  const sequences = events.map(({ sequence }) => sequence)
  const gone = await sql<{ sequence: number }[]>`
    delete from kernel.parked
    where consumer = ${consumer} and key = ${events[0]?.key ?? ''} and sequence <= ${Math.max(...sequences)}
    returning sequence`
  return gone.length === events.length && gone.every(({ sequence }) => sequences.includes(sequence))
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

/**
 * Puts dead letters back into the parking lot, due now, of one consumer or of all, and tells the process that runs the consumers at the
 * commit: whoever redrives need not follow the log. What came over the bus and is no event stays, for nobody could take it out of the
 * lot again. Returns how many.
 */
export async function exhume(sql: Sql, consumer: string | undefined): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with back as (
      delete from kernel.dead_letter
      where (${consumer ?? null}::text is null or consumer = ${consumer ?? null})
        and consumer in (select position.consumer from kernel.position)
      returning *
    ), parked as (
      insert into kernel.parked (consumer, key, sequence, occurred_at, id, name, trace_id, payload, last_error)
      select consumer, key, sequence, occurred_at, id, name, trace_id, payload, last_error from back
      returning sequence
    )
    select count(*) as count, pg_notify(${logChannel}, ${redriven}) from parked`
  return row?.count ?? 0
}
