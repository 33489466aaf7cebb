import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'
import type { KnownPasskey, VerifiedPasskey } from '../passkeys/verify.ts'

export type NewPasskey = VerifiedPasskey & {
  readonly accountId: UserId
  readonly transports: readonly string[]
  readonly name: string
  readonly at: Date
}

/** False where the authenticator's passkey is somebody's already. */
export async function insertPasskey(sql: Sql, passkey: NewPasskey): Promise<boolean> {
  const { credentialId, accountId, publicKey, counter, transports, name, isSynced, at } = passkey
  const written = await sql`
    insert into accounts.passkey (credential_id, account_id, public_key, counter, transports, name, is_synced, created_at)
    values (${credentialId}, ${accountId}, ${Buffer.from(publicKey)}, ${counter}, ${[...transports]}, ${name}, ${isSynced}, ${at})
    on conflict (credential_id) do nothing`
  return written.count === 1
}

export type ListedPasskey = {
  readonly credentialId: string
  readonly transports: readonly string[]
  readonly name: string
  readonly isSynced: boolean
  readonly createdAt: Date
  readonly usedAt: Date | null
}

export async function passkeysOf(sql: Sql, accountId: UserId): Promise<readonly ListedPasskey[]> {
  return sql<ListedPasskey[]>`
    select credential_id as "credentialId", transports, name, is_synced as "isSynced", created_at as "createdAt", used_at as "usedAt"
    from accounts.passkey where account_id = ${accountId} order by created_at, credential_id`
}

/** Locked: two log-ins by one passkey must not both take the same count. */
export async function lockPasskey(
  sql: Sql,
  credentialId: string,
): Promise<(KnownPasskey & { readonly accountId: UserId }) | undefined> {
  const [passkey] = await sql<(KnownPasskey & { readonly accountId: UserId })[]>`
    select credential_id as "credentialId", account_id as "accountId", public_key as "publicKey", counter
    from accounts.passkey where credential_id = ${credentialId} for update`
  return passkey
}

export async function markUsed(
  sql: Sql,
  { credentialId, counter, at }: { readonly credentialId: string; readonly counter: number; readonly at: Date },
): Promise<void> {
  await sql`
    update accounts.passkey set counter = ${counter}, used_at = ${at} where credential_id = ${credentialId}`
}

type OwnPasskey = { readonly accountId: UserId; readonly credentialId: string }

export async function renamePasskey(
  sql: Sql,
  { accountId, credentialId, name }: OwnPasskey & { readonly name: string },
): Promise<boolean> {
  const renamed = await sql`
    update accounts.passkey set name = ${name} where credential_id = ${credentialId} and account_id = ${accountId}`
  return renamed.count === 1
}

export async function deletePasskey(sql: Sql, { accountId, credentialId }: OwnPasskey): Promise<boolean> {
  const removed = await sql`
    delete from accounts.passkey where credential_id = ${credentialId} and account_id = ${accountId}`
  return removed.count === 1
}
