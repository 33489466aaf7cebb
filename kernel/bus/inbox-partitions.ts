import type { Pool } from '../database/connect.ts'
import { transaction } from '../database/transaction.ts'

const day = 24 * 60 * 60 * 1_000
const week = 7 * day

type Span = { readonly days: number; readonly now: number }

/** Makes the partitions, one a week, of the `days` past and of the two weeks to come. */
export async function makeInboxPartitions(sql: Pool, { days, now }: Span): Promise<void> {
  const there = new Set((await listPartitions(sql)).map(({ name }) => name))
  for (let from = weekOf(now - days * day); from <= now + 2 * week; from += week) {
    if (!there.has(nameOf(from))) await makePartition(sql, from)
  }
}

/** Drops the partitions whose events are all older than `days`, and what the partition for other ids has held for as long. */
export async function dropOldInboxPartitions(sql: Pool, { days, now }: Span): Promise<void> {
  const old = nameOf(weekOf(now - days * day))
  for (const { name } of await listPartitions(sql)) {
    if (name >= old) continue
    await transaction(sql, async (tx) => {
      await tx`set local lock_timeout = '250ms'`
      await tx`drop table ${tx(`kernel.${name}`)}`
    })
  }
  await sql`
    delete from kernel.inbox_other where id in (
      select id from kernel.inbox_other where received_at < clock_timestamp() - ${days} * interval '1 day' limit 5000)`
}

async function makePartition(sql: Pool, from: number): Promise<void> {
  const name = `kernel.${nameOf(from)}`
  const [first, end] = [firstIdOf(from), firstIdOf(from + week)]
  await transaction(sql, async (tx) => {
    await tx`set local lock_timeout = '250ms'`
    // held off meanwhile: who receives, and another process that makes the same
    await tx`lock table kernel.inbox in share row exclusive mode`
    const [there] = await tx`select where to_regclass(${name}) is not null`
    if (there) return
    await tx.unsafe(`
      create table ${name} (like kernel.inbox including defaults including constraints);
      with strayed as (delete from kernel.inbox_other where id >= '${first}' and id < '${end}' returning *)
      insert into ${name} select * from strayed;
      alter table kernel.inbox attach partition ${name} for values from ('${first}') to ('${end}')`)
  })
}

async function listPartitions(sql: Pool): Promise<readonly { readonly name: string }[]> {
  return sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'kernel.inbox'::regclass and c.relname ~ '^inbox_[0-9]+$' order by 1`
}

function weekOf(time: number): number {
  return time - (time % week)
}

/** `inbox_20261119`, by the day on which it begins: their order is that of time. */
function nameOf(from: number): string {
  return `inbox_${new Date(from).toISOString().slice(0, 10).replaceAll('-', '')}`
}

/** The lowest id of a time: an id of version 7 begins with its milliseconds in 48 bits. */
function firstIdOf(time: number): string {
  const hex = time.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
