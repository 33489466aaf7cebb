import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

/** In place of all that were there: an older sheet of paper opens nothing any more. */
export async function replaceRecoveryCodes(sql: Sql, accountId: UserId, hashes: readonly Buffer[]): Promise<void> {
  // the driver has no arrays of bytes
  const inHex = hashes.map((hash) => hash.toString('hex'))
  await sql`
    with old as (delete from accounts.recovery_code where account_id = ${accountId})
    insert into accounts.recovery_code (account_id, code_hash)
    select ${accountId}, decode(hex, 'hex') from unnest(${inHex}::text[]) as hex`
}

/** Whether it is one that was not used; from now on it is. */
export async function takeRecoveryCode(
  sql: Sql,
  { accountId, hash, at }: { readonly accountId: UserId; readonly hash: Buffer; readonly at: Date },
): Promise<boolean> {
  const taken = await sql`
    update accounts.recovery_code set used_at = ${at}
    where account_id = ${accountId} and code_hash = ${hash} and used_at is null`
  return taken.count === 1
}

export async function deleteRecoveryCodes(sql: Sql, accountId: UserId): Promise<void> {
  await sql`delete from accounts.recovery_code where account_id = ${accountId}`
}
