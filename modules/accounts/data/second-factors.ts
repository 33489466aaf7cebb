import type { Sql } from '@merx/kernel'
import type { SessionId, UserId } from '../domain/ids.ts'

export type SecondFactor = {
  readonly isSet: boolean
  readonly recoveryCodes: number
  /** Whether the browser that asks need not show it. */
  readonly isTrusted: boolean
}

/** What an account asks for besides the first proof. */
export async function secondFactorOf(
  sql: Sql,
  { userId, device, at }: { readonly userId: UserId; readonly device: Uint8Array | null; readonly at: Date },
): Promise<SecondFactor> {
  const [factor] = await sql<SecondFactor[]>`
    select
      exists (select from accounts.totp where account_id = ${userId} and confirmed_at is not null) as "isSet",
      (select count(*) from accounts.recovery_code where account_id = ${userId} and used_at is null)::int as "recoveryCodes",
      exists (
        select from accounts.trusted_device where token_hash = ${device} and account_id = ${userId} and expires_at > ${at}
      ) as "isTrusted"`
  if (!factor) throw new Error('A select without a table gives one row')
  return factor
}

/** Whether the session was begun by a passkey, or the account asks for a second factor at every other beginning. */
export async function isWellProven(
  sql: Sql,
  { userId, sessionId }: { readonly userId: UserId; readonly sessionId: SessionId },
): Promise<boolean> {
  const [proven] = await sql`
    select from accounts.session where id = ${sessionId} and account_id = ${userId} and (
      proof = 'passkey' or exists (select from accounts.totp where account_id = ${userId} and confirmed_at is not null))`
  return proven !== undefined
}

export type ShownFactors = SecondFactor & { readonly confirmedAt: Date | null; readonly trustedDevices: number }

/** The same as its owner is shown it. */
export async function showFactors(sql: Sql, userId: UserId, at: Date): Promise<Omit<ShownFactors, 'isTrusted'>> {
  const [factors] = await sql<Omit<ShownFactors, 'isTrusted'>[]>`
    select confirmed_at is not null as "isSet", confirmed_at as "confirmedAt",
      (select count(*) from accounts.recovery_code where account_id = account.id and used_at is null)::int as "recoveryCodes",
      (select count(*) from accounts.trusted_device where account_id = account.id and expires_at > ${at})::int as "trustedDevices"
    from accounts.account left join accounts.totp on totp.account_id = account.id
    where account.id = ${userId}`
  return factors ?? { isSet: false, confirmedAt: null, recoveryCodes: 0, trustedDevices: 0 }
}
