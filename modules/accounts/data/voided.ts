import type { Sql } from '@merx/kernel'
import type { SessionId, UserId } from '../domain/ids.ts'

export type Voided = { readonly userId: UserId; readonly sessionId: SessionId | null; readonly notBefore: Date }

/** Makes void all access tokens that an account got until now. */
export async function voidTokens(sql: Sql, userId: UserId, notBefore: Date): Promise<void> {
  await sql`insert into accounts.voided (account_id, not_before) values (${userId}, ${notBefore})`
}

/** What was made void since then: for processes that begin. */
export function voidedSince(sql: Sql, since: Date): Promise<readonly Voided[]> {
  return sql<Voided[]>`
    select account_id as "userId", session_id as "sessionId", not_before as "notBefore" from accounts.voided
    where not_before >= ${since}`
}

/** Forgets what no token can be concerned by any more. */
export async function forgetVoided(sql: Sql, before: Date): Promise<void> {
  await sql`delete from accounts.voided where not_before < ${before}`
}
