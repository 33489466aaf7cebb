import type { Sql } from '../operations/context.ts'

/**
 * How far a reader has come: it has read what is visible in `snapshot`, and where `until` is set also what is visible in `until` up to
 * the sequence number `after`. A snapshot, not a number, because sequence numbers commit out of order.
 */
export type Position = {
  readonly snapshot: string
  /** Set half-way between two snapshots, when what lies between them is more than one batch. */
  readonly until: string | null
  readonly after: number
}

/** A position as it is stored; `revision` counts its moves, so that a runner knows that nobody else moved it. */
export type StoredPosition = Position & { readonly revision: number }

export function at(snapshot: string): Position {
  return { snapshot, until: null, after: 0 }
}

export async function currentSnapshot(sql: Sql): Promise<string> {
  const [row] = await sql<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`
  if (!row) throw new Error('PostgreSQL gave no snapshot')
  return row.snapshot
}

/**
 * Gives consumers that have none a position. Those of the first start see the log from its beginning; one that is added later begins at
 * the head: what happened before it was written is for `republish`.
 */
export async function createPositions(sql: Sql, consumers: readonly string[]): Promise<void> {
  await sql`
    insert into kernel.position (consumer, snapshot)
    select consumer, case when exists (select from kernel.position) then pg_current_snapshot() else '1:1:' end
    from unnest(${consumers}::text[]) as consumer
    on conflict (consumer) do nothing`
}

/**
 * Throws where positions come from another server: after a restore from a logical dump transaction ids begin anew, and events written
 * now would pass for consumed long ago.
 */
export async function checkPositions(sql: Sql): Promise<void> {
  const [foreign] = await sql<{ consumer: string }[]>`
    select consumer from kernel.position
    where pg_snapshot_xmax(coalesce(until, snapshot)) > pg_snapshot_xmax(pg_current_snapshot()) limit 1`
  if (!foreign) return
  throw new Error(
    `The event log comes from another server: '${foreign.consumer}' stands at a transaction that this one has not reached. ` +
      'After a restore from a dump run "update kernel.event set xid = \'3\'" and "update kernel.position set ' +
      'snapshot = pg_current_snapshot(), until = null, after = 0", then republish what consumers had not seen.',
  )
}

export async function loadPosition(sql: Sql, consumer: string): Promise<StoredPosition> {
  const [row] = await sql<StoredPosition[]>`
    select snapshot::text, until::text, after, revision from kernel.position where consumer = ${consumer}`
  if (!row) throw new Error(`The consumer '${consumer}' has no position`)
  return row
}

export type Move = {
  readonly revision: number
  readonly to: Position
  /** The keys of the events that the move goes past. */
  readonly keys: readonly string[]
}

/**
 * Moves a position, locks its row until commit and returns which of the keys are parked; `undefined` when the position did not stand
 * where the caller believed. Then another runner moved it: the caller rolls back what it did for the batch. That the parking lot is read
 * in this statement makes a dead letter that anybody put back count for the next batch already.
 *
 * The commit does not wait for the disk. A crash of the server may then undo the last batches, position and effect together, and they
 * are done again from the events, whose commits did wait. Whoever builds on an effect commits after it, and to write his commit to disk
 * writes this one first; so does the lease of a delivery.
 */
export async function movePosition(
  sql: Sql,
  consumer: string,
  { revision, to, keys }: Move,
): Promise<{ readonly parked: readonly string[] } | undefined> {
  const [moved] = await sql<{ parked: string[] }[]>`
    update kernel.position
    set snapshot = ${to.snapshot}::pg_snapshot, until = ${to.until}::pg_snapshot, after = ${to.after},
      revision = revision + 1, moved_at = clock_timestamp()
    where consumer = ${consumer} and revision = ${revision}
    returning set_config('synchronous_commit', 'off', true),
      array(select distinct key from kernel.parked where consumer = ${consumer} and key = any(${keys}::text[])) as parked`
  return moved
}
