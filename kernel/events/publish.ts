import { insertEntries } from '../audit/append.ts'
import type { NewEntry } from '../audit/entry.ts'
import type { Sql } from '../operations/context.ts'

/** An event as its unit of work leaves it to the log. */
export type NewEvent = {
  readonly id: string
  readonly name: string
  readonly key: string
  readonly payload: unknown
  readonly traceId: string | null
}

/**
 * Appends the events of one unit of work in one statement, its last before commit: the sequence numbers are drawn here, in the order of
 * the array, while the locks on the aggregates are held. That is what makes them grow with every event of a key. Entries of the audit log go along, so that
 * a change that is audited costs no statement more.
 */
export async function appendEvents(
  sql: Sql,
  events: readonly NewEvent[],
  entries: readonly NewEntry[] = [],
): Promise<void> {
  const insert = sql`
    insert into kernel.event (id, name, key, trace_id, payload)
    select id, name, key, "traceId", payload
    from json_to_recordset(${JSON.stringify(events)}::text::json)
      as event (id uuid, name text, key text, "traceId" text, payload jsonb)`
  await (entries.length === 0 ? insert : sql`with audited as (${insertEntries(sql, entries)}) ${insert}`)
}
