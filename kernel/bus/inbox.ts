import type { Sql } from '../operations/context.ts'
import type { BusEvent } from './bus.ts'

/**
 * Appends events from elsewhere to the log with their ids, in their order, unless the inbox has them. The rows of the inbox come first:
 * whoever receives the same at the same time waits for them, and draws the sequence numbers of what follows afterwards.
 */
export async function appendReceived(sql: Sql, events: readonly BusEvent[]): Promise<void> {
  const once = [...new Map(events.map((event) => [event.id.toLowerCase(), event])).values()]
  await sql`
    with arrived as (
      select * from json_to_recordset(${JSON.stringify(once.map((event, place) => ({ ...event, place })))}::text::json)
        as event (place int, id uuid, name text, key text, "traceId" text, payload jsonb, "occurredAt" timestamptz)
    ), fresh as (
      insert into kernel.inbox (id) select id from arrived order by id
      on conflict (id) do nothing returning id
    )
    insert into kernel.event (id, name, key, trace_id, payload, occurred_at)
    select id, name, key, "traceId", payload, "occurredAt" from arrived join fresh using (id) order by place`
}

/** What could not be appended, as it is laid aside. */
export type Refused = {
  readonly id: string
  readonly name: string
  readonly key: string
  /** What came, as text. */
  readonly message: string
  readonly error: string
}

/** Lays a message aside, once however often it comes. */
export async function buryReceived(sql: Sql, receiver: string, refused: Refused): Promise<void> {
  const { id, name, key, message, error } = refused
  await sql`
    insert into kernel.dead_letter (consumer, key, sequence, occurred_at, id, name, payload, attempts, last_error)
    select ${receiver}, ${key}, nextval('kernel.event_sequence'), clock_timestamp(), ${id}::uuid, ${name},
      to_jsonb(${message}::text), 1, ${error}
    where not exists (select from kernel.dead_letter where consumer = ${receiver} and id = ${id}::uuid)`
}

export async function countBuried(sql: Sql, receiver: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) as count from kernel.dead_letter where consumer = ${receiver}`
  return row?.count ?? 0
}
