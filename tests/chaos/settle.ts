import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from '@merx/kernel'
import { booksOf, findUnsettled, type Violation } from './checker.ts'
import type { Books } from './checks/check.ts'

const patience = 60_000

/**
 * Waits until a running shop has nothing left to do. Whatever waits for its time is brought forward. Empty: it has settled; else what
 * it had not done after a minute.
 */
export async function untilSettled(
  sql: Sql,
  readBooks: () => Promise<Pick<Books, 'bank' | 'acknowledged'>>,
): Promise<readonly Violation[]> {
  const deadline = Date.now() + patience
  for (;;) {
    await bringForward(sql)
    const unsettled = await findUnsettled(booksOf(sql, await readBooks()))
    if (unsettled.length === 0 || Date.now() > deadline) return unsettled
    await wait(200)
  }
}

/** Ends the leases of processes that were killed, so that a test need not wait until they end by themselves. Only while none of them runs. */
export async function endLeases(sql: Sql): Promise<void> {
  await sql`update kernel.job set leased_by = null, leased_until = null where leased_by is not null`
  await sql`update kernel.delivery set leased_by = null, next_at = clock_timestamp() where leased_by is not null`
  await freeKeys(sql)
}

/** The same for idempotency keys alone: customers who were cut off would be told for a minute that their request is being worked on. */
export async function freeKeys(sql: Sql): Promise<void> {
  await sql`update kernel.claim set worked_until = now() where answer is null and worked_until > now()`
}

async function bringForward(sql: Sql): Promise<void> {
  await sql`update kernel.job set due_at = clock_timestamp() where leased_by is null`
  await sql`update kernel.delivery set next_at = clock_timestamp() where state = 'waiting' and leased_by is null`
  // the bank may have failed so often to tell the shop that it takes long pauses: the shop asks
  await sql`update payments.payment set check_at = created_at where check_at > created_at`
}
