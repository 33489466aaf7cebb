import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'
import type { SessionProof } from '../domain/session.ts'

export type FactorChallenge = {
  readonly tokenHash: Uint8Array
  readonly userId: UserId
  readonly proof: SessionProof
  readonly expiresAt: Date
}

export async function insertFactorChallenge(sql: Sql, challenge: FactorChallenge): Promise<void> {
  const { tokenHash, userId, proof, expiresAt } = challenge
  await sql`
    insert into accounts.factor_challenge (token_hash, account_id, proof, expires_at)
    values (${tokenHash}, ${userId}, ${proof}, ${expiresAt})`
}

/** Who shows it, locked: of two who answer at once the second finds it taken. None where it was guessed at too often. */
export async function lockFactorChallenge(
  sql: Sql,
  { tokenHash, mostFailures, at }: { readonly tokenHash: Uint8Array; readonly mostFailures: number; readonly at: Date },
): Promise<Pick<FactorChallenge, 'userId' | 'proof'> | undefined> {
  const [challenge] = await sql<Pick<FactorChallenge, 'userId' | 'proof'>[]>`
    select account_id as "userId", proof from accounts.factor_challenge
    where token_hash = ${tokenHash} and failures < ${mostFailures} and expires_at > ${at}
    for update`
  return challenge
}

export async function countFailure(sql: Sql, tokenHash: Uint8Array): Promise<void> {
  await sql`update accounts.factor_challenge set failures = failures + 1 where token_hash = ${tokenHash}`
}

export async function deleteFactorChallenge(sql: Sql, tokenHash: Uint8Array): Promise<void> {
  await sql`delete from accounts.factor_challenge where token_hash = ${tokenHash}`
}

export async function deleteExpiredFactorChallenges(sql: Sql, at: Date): Promise<void> {
  await sql`delete from accounts.factor_challenge where expires_at <= ${at}`
}
