import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

export type NewTotp = { readonly accountId: UserId; readonly sealed: Buffer; readonly at: Date }

/** In place of one that was not confirmed. False where one is in use: that one is removed first, by who can show it. */
export async function putUnconfirmedTotp(sql: Sql, { accountId, sealed, at }: NewTotp): Promise<boolean> {
  const written = await sql`
    insert into accounts.totp as known (account_id, sealed, created_at) values (${accountId}, ${sealed}, ${at})
    on conflict (account_id) do update set sealed = excluded.sealed, created_at = excluded.created_at, last_step = 0
    where known.confirmed_at is null`
  return written.count === 1
}

export type Totp = { readonly sealed: Buffer; readonly isConfirmed: boolean }

/** Locked, so that of two who show the same code one waits and finds it taken. */
export async function lockTotp(sql: Sql, accountId: UserId): Promise<Totp | undefined> {
  const [totp] = await sql<Totp[]>`
    select sealed, confirmed_at is not null as "isConfirmed"
    from accounts.totp where account_id = ${accountId} for update`
  return totp
}

/** Whether the step is later than that of every code before: a code opens once, whoever saw it typed. */
export async function takeStep(
  sql: Sql,
  { accountId, step, at }: { readonly accountId: UserId; readonly step: number; readonly at: Date },
): Promise<boolean> {
  const taken = await sql`
    update accounts.totp set last_step = ${step}, confirmed_at = coalesce(confirmed_at, ${at})
    where account_id = ${accountId} and last_step < ${step}`
  return taken.count === 1
}

export async function deleteTotp(sql: Sql, accountId: UserId): Promise<boolean> {
  const removed = await sql`delete from accounts.totp where account_id = ${accountId}`
  return removed.count === 1
}
