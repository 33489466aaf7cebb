import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

export type Challenge = { readonly challenge: string; readonly accountId?: UserId; readonly expiresAt: Date }

export async function insertChallenge(sql: Sql, { challenge, accountId, expiresAt }: Challenge): Promise<void> {
  await sql`
    insert into accounts.passkey_challenge (challenge, account_id, expires_at)
    values (${challenge}, ${accountId ?? null}, ${expiresAt})`
}

/** Whether it was asked of this person (or of whoever logs in) and not yet answered; from now on it is. */
export async function takeChallenge(
  sql: Sql,
  { challenge, accountId, at }: { readonly challenge: string; readonly accountId?: UserId; readonly at: Date },
): Promise<boolean> {
  const taken = await sql`
    delete from accounts.passkey_challenge
    where challenge = ${challenge} and account_id is not distinct from ${accountId ?? null}::uuid and expires_at > ${at}`
  return taken.count === 1
}

export async function deleteExpiredChallenges(sql: Sql, at: Date): Promise<void> {
  await sql`delete from accounts.passkey_challenge where expires_at <= ${at}`
}
