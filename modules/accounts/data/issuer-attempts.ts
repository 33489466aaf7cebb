import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'
import type { IssuerAttempt } from '../domain/issuer.ts'

export type KeptAttempt = Omit<IssuerAttempt, 'redirectUri'> & {
  readonly issuer: string
  /** Where the person goes on afterwards: a path of this shop. */
  readonly returnTo: string
  /** Who adds the issuer to an account; absent where somebody logs in. */
  readonly accountId: UserId | undefined
}

export async function insertIssuerAttempt(
  sql: Sql,
  {
    tokenHash,
    expiresAt,
    attempt,
  }: { readonly tokenHash: Buffer; readonly expiresAt: Date; readonly attempt: KeptAttempt },
): Promise<void> {
  const { issuer, state, nonce, codeVerifier, returnTo, accountId } = attempt
  await sql`
    insert into accounts.issuer_attempt (token_hash, issuer, state, nonce, code_verifier, return_to, account_id, expires_at)
    values (${tokenHash}, ${issuer}, ${state}, ${nonce}, ${codeVerifier}, ${returnTo}, ${accountId ?? null}, ${expiresAt})`
}

/** The attempt of this browser, if it is of this answer: taken out, so that no answer is heard twice. */
export async function takeIssuerAttempt(
  sql: Sql,
  { tokenHash, state, at }: { readonly tokenHash: Buffer; readonly state: string; readonly at: Date },
): Promise<KeptAttempt | undefined> {
  const [attempt] = await sql<(Omit<KeptAttempt, 'accountId'> & { readonly accountId: UserId | null })[]>`
    delete from accounts.issuer_attempt where token_hash = ${tokenHash} and state = ${state} and expires_at > ${at}
    returning issuer, state, nonce, code_verifier as "codeVerifier", return_to as "returnTo", account_id as "accountId"`
  return attempt && { ...attempt, accountId: attempt.accountId ?? undefined }
}

export async function deleteExpiredAttempts(sql: Sql, at: Date): Promise<void> {
  await sql`delete from accounts.issuer_attempt where expires_at <= ${at}`
}
