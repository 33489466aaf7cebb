import type { Pool } from '../database/connect.ts'
import { transaction } from '../database/transaction.ts'

type Partition = { readonly name: string; readonly end: number }

/** Any constant serves; all processes must agree on it. */
const partitionLock = 7_305_924

/** Makes partitions until `ahead` of them lie before the head of the log, without holding up who publishes. Returns how many were made. */
export async function makePartitions(
  sql: Pool,
  { rows, ahead }: { readonly rows: number; readonly ahead: number },
): Promise<number> {
  return transaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(${partitionLock})`
    const [head] = await tx<{ last: number }[]>`select last_value as last from kernel.event_sequence`
    const [newest] = (await listPartitions(tx)).slice(-1)
    if (!head || !newest) throw new Error('The event log has no partition')
    let made = 0
    for (let from = newest.end; from <= head.last + rows * ahead; from += rows) {
      // attached, not made in place: that would lock out every reader and writer of the log
      await tx.unsafe(`
        create table kernel.event_${from} (like kernel.event including defaults including constraints,
          constraint bounds check (sequence >= ${from} and sequence < ${from + rows}));
        alter table kernel.event attach partition kernel.event_${from} for values from (${from}) to (${from + rows});
        alter table kernel.event_${from} drop constraint bounds`)
      made += 1
    }
    return made
  })
}

/**
 * Drops partitions older than `days` that every durable consumer has left behind. Returns their names.
 *
 * The lock on the log waits for all who have published and not committed; under it, what is not visible does not exist. A
 * partition goes only if all of its transactions had ended when the hindmost consumer's snapshot was taken.
 */
export async function dropOldPartitions(sql: Pool, { days }: { readonly days: number }): Promise<readonly string[]> {
  const dropped: string[] = []
  const [head] = await sql<{ last: number }[]>`select last_value as last from kernel.event_sequence`
  for (const { name, end } of await listPartitions(sql)) {
    if (!head || end > head.last || !(await isOld(sql, name, days))) return dropped
    const gone = await transaction(sql, async (tx) => {
      await tx`set local lock_timeout = '250ms'`
      await tx`lock table only kernel.event in access exclusive mode`
      const [left] = await tx<{ behind: boolean }[]>`
        select (select max(xid) from ${tx(name)}) < min(pg_snapshot_xmin(snapshot)) as behind from kernel.position`
      if (left?.behind === false) return false
      await tx`drop table ${tx(name)}`
      return true
    })
    if (!gone) return dropped
    dropped.push(name)
  }
  return dropped
}

async function isOld(sql: Pool, partition: string, days: number): Promise<boolean> {
  const [row] = await sql<{ old: boolean }[]>`
    select coalesce((
      select occurred_at < clock_timestamp() - ${days} * interval '1 day'
      from ${sql(partition)} order by sequence desc limit 1), true) as old`
  return row?.old ?? false
}

/** The partitions with the sequence number at which each ends, in the order of the log. */
async function listPartitions(sql: Pick<Pool, 'unsafe'>): Promise<readonly Partition[]> {
  return sql.unsafe<Partition[]>(`
    select 'kernel.' || c.relname as name, substring(pg_get_expr(c.relpartbound, c.oid) from $$TO \\('(\\d+)'\\)$$)::bigint as end
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'kernel.event'::regclass order by 2`)
}
