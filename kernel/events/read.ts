import type { Sql } from '../operations/context.ts'
import type { PublishedEvent } from './define.ts'
import { at, type Position } from './position.ts'

/** The next events of a reader in log order, and where it stands when it has dealt with them. */
export type Batch = { readonly events: readonly PublishedEvent[]; readonly to: Position }

/**
 * Reads the next batch after `from`, at most `limit` events of those visible in the snapshot `tick`.
 *
 * A row is new to the reader when the transaction that wrote it was running, or had not begun, when the reader's snapshot was taken:
 * neither its sequence number nor its age says so. Events of one key never turn around: the later one was written under the lock of the
 * earlier, so it has the higher sequence number and no snapshot shows it without the earlier.
 */
export async function readBatch(
  sql: Sql,
  from: Position,
  { tick, limit }: { readonly tick: string; readonly limit: number },
): Promise<Batch> {
  const span = { snapshot: from.snapshot, until: from.until ?? tick, limit: limit + 1 }
  if (from.until === null) {
    const events = await readAll(sql, span)
    if (events.length <= limit) return { events, to: at(span.until) }
  }
  // more than one batch: in pieces by sequence, which the order within the span allows
  const after = from.until === null ? (await firstSequence(sql, span)) - 1 : from.after
  const events = await readAfter(sql, span, after)
  const last = events[limit - 1]
  if (events.length <= limit || !last) return { events, to: at(span.until) }
  return { events: events.slice(0, limit), to: { snapshot: span.snapshot, until: span.until, after: last.sequence } }
}

type Span = { readonly snapshot: string; readonly until: string; readonly limit: number }

// the index on xid finds what is new without a look at what is old; each half has a range of its own, which a generic plan needs
function readAll(sql: Sql, { snapshot, until, limit }: Span): Promise<readonly PublishedEvent[]> {
  return sql<PublishedEvent[]>`
    with fresh as materialized (
      select * from kernel.event
      where xid = any(array(select pg_snapshot_xip(${snapshot}::pg_snapshot))) and pg_visible_in_snapshot(xid, ${until}::pg_snapshot)
      union all
      select * from kernel.event
      where xid >= pg_snapshot_xmax(${snapshot}::pg_snapshot) and xid < pg_snapshot_xmax(${until}::pg_snapshot)
        and pg_visible_in_snapshot(xid, ${until}::pg_snapshot)
      limit ${limit}
    )
    -- what is more than one batch is read again in pieces, and its payloads are not brought twice
    select sequence, id, name, key, case when count(*) over () < ${limit} then payload end as payload,
      occurred_at as "occurredAt", trace_id as "traceId"
    from fresh order by sequence`
}

// `sequence + 0` keeps the planner from looking for the minimum along the primary key, through all that is old
async function firstSequence(sql: Sql, { snapshot, until }: Span): Promise<number> {
  const [row] = await sql<{ first: number | null }[]>`
    select least(
      (select min(sequence + 0) from kernel.event
       where xid = any(array(select pg_snapshot_xip(${snapshot}::pg_snapshot))) and pg_visible_in_snapshot(xid, ${until}::pg_snapshot)),
      (select min(sequence + 0) from kernel.event
       where xid >= pg_snapshot_xmax(${snapshot}::pg_snapshot) and xid < pg_snapshot_xmax(${until}::pg_snapshot)
         and pg_visible_in_snapshot(xid, ${until}::pg_snapshot))
    ) as first`
  return row?.first ?? 1
}

function readAfter(sql: Sql, { snapshot, until, limit }: Span, after: number): Promise<readonly PublishedEvent[]> {
  return sql<PublishedEvent[]>`
    select sequence, id, name, key, payload, occurred_at as "occurredAt", trace_id as "traceId"
    from kernel.event
    where sequence > ${after}
      and pg_visible_in_snapshot(xid, ${until}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot)
    order by sequence
    limit ${limit}`
}
