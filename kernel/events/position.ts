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

export async function loadPosition(sql: Sql, consumer: string): Promise<StoredPosition> {
  const [row] = await sql<StoredPosition[]>`
    select snapshot::text, until::text, after, revision from kernel.position where consumer = ${consumer}`
  if (!row) throw new Error(`The consumer '${consumer}' has no position`)
  return row
}

/**
 * Moves a position, locks its row until commit and returns whether it stood where the caller believed. When not, another runner moved
 * it: the caller rolls back what it did for the batch.
 */
export async function movePosition(
  sql: Sql,
  consumer: string,
  move: { readonly revision: number; readonly to: Position },
): Promise<boolean> {
  const { revision, to } = move
  const moved = await sql`
    update kernel.position
    set snapshot = ${to.snapshot}::pg_snapshot, until = ${to.until}::pg_snapshot, after = ${to.after},
      revision = revision + 1, moved_at = clock_timestamp()
    where consumer = ${consumer} and revision = ${revision}`
  return moved.count === 1
}
