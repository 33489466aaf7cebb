import type { Sql } from '@merx/kernel'
import type { SessionId, UserId } from '../domain/ids.ts'

export type Proofs = { readonly email: string; readonly passwordHash: string | null; readonly begunAt: Date | null }

/** By what somebody can show again who he is: the password, or that he has just logged in. */
export async function findProofs(
  sql: Sql,
  userId: UserId,
  sessionId: SessionId | undefined,
): Promise<Proofs | undefined> {
  const [proofs] = await sql<Proofs[]>`
    select email, password_hash as "passwordHash",
      (select created_at from accounts.session where id = ${sessionId ?? null} and account_id = account.id) as "begunAt"
    from accounts.account where id = ${userId} and status <> 'erased'`
  return proofs
}

/** Takes the person out of the account and everything of his away; the row stays, for what still names its id. */
export async function eraseAccount(sql: Sql, userId: UserId): Promise<boolean> {
  const erased = await sql`
    with address as (delete from accounts.address where account_id = ${userId}),
      letter as (delete from accounts.letter where account_id = ${userId}),
      note as (delete from accounts.note where account_id = ${userId}),
      key as (delete from accounts.api_key where account_id = ${userId}),
      totp as (delete from accounts.totp where account_id = ${userId}),
      code as (delete from accounts.recovery_code where account_id = ${userId}),
      device as (delete from accounts.trusted_device where account_id = ${userId}),
      challenge as (delete from accounts.factor_challenge where account_id = ${userId}),
      passkey as (delete from accounts.passkey where account_id = ${userId}),
      passkey_asked as (delete from accounts.passkey_challenge where account_id = ${userId}),
      identity as (delete from accounts.linked_identity where account_id = ${userId}),
      attempt as (delete from accounts.issuer_attempt where account_id = ${userId}),
      role as (delete from accounts.account_role where account_id = ${userId}),
      session as (delete from accounts.session where account_id = ${userId})
    update accounts.account
    set email = null, email_verified_at = null, username = null, password_hash = null, name = '', phone = '', locale = 'en',
      status = 'erased'
    where id = ${userId} and status <> 'erased'`
  return erased.count === 1
}
