import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

export type TrustedDevice = {
  readonly tokenHash: Buffer
  readonly accountId: UserId
  readonly agent: string
  readonly at: Date
  readonly expiresAt: Date
}

export async function insertTrustedDevice(sql: Sql, device: TrustedDevice): Promise<void> {
  const { tokenHash, accountId, agent, at, expiresAt } = device
  await sql`
    insert into accounts.trusted_device (token_hash, account_id, agent, created_at, expires_at)
    values (${tokenHash}, ${accountId}, ${agent}, ${at}, ${expiresAt})`
}

/** Every browser is asked again: a factor was lost or changed, or the person logged out everywhere. */
export async function forgetTrustedDevices(sql: Sql, accountId: UserId): Promise<void> {
  await sql`delete from accounts.trusted_device where account_id = ${accountId}`
}

export async function deleteExpiredDevices(sql: Sql, at: Date): Promise<void> {
  await sql`delete from accounts.trusted_device where expires_at <= ${at}`
}
