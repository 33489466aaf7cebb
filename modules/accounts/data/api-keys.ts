import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

export type NewApiKey = {
  readonly id: string
  readonly userId: UserId
  readonly name: string
  readonly secretHash: Uint8Array
  readonly permissions: readonly string[]
  readonly perMinute: number
  readonly at: Date
  readonly expiresAt: Date
}

export async function insertApiKey(sql: Sql, key: NewApiKey): Promise<void> {
  const { id, userId, name, secretHash, permissions, perMinute, at, expiresAt } = key
  await sql`
    insert into accounts.api_key (id, account_id, name, secret_hash, permissions, per_minute, created_at, expires_at)
    values (${id}, ${userId}, ${name}, ${secretHash}, ${permissions as string[]}::text[], ${perMinute}, ${at}, ${expiresAt})`
}

export type ApiKeyRow = {
  readonly id: string
  readonly name: string
  readonly permissions: readonly string[]
  readonly perMinute: number
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
}

/** Keys of an account, the newest first. */
export function apiKeysOf(sql: Sql, userId: UserId): Promise<readonly ApiKeyRow[]> {
  return sql<ApiKeyRow[]>`
    select id, name, permissions, per_minute as "perMinute", created_at as "createdAt", expires_at as "expiresAt",
      revoked_at as "revokedAt", last_used_at as "lastUsedAt"
    from accounts.api_key where account_id = ${userId} order by id desc limit 500`
}

/** Whether it was good until now. */
export async function revokeApiKey(
  sql: Sql,
  { id, userId, at }: { readonly id: string; readonly userId: UserId; readonly at: Date },
): Promise<'revoked' | 'was already' | 'unknown'> {
  const [key] = await sql<{ readonly before: Date | null }[]>`
    with known as (select id, revoked_at from accounts.api_key where id = ${id} and account_id = ${userId} for update)
    update accounts.api_key set revoked_at = coalesce(known.revoked_at, ${at}) from known where api_key.id = known.id
    returning known.revoked_at as before`
  if (!key) return 'unknown'
  return key.before === null ? 'revoked' : 'was already'
}

export type UsedKey = {
  readonly userId: UserId
  readonly permissions: readonly string[]
  readonly perMinute: number
  readonly expiresAt: Date
}

/** The key of an account that may log in, if it is good; writes down that it is used. */
export async function useApiKey(
  sql: Sql,
  { id, secretHash, at }: { readonly id: string; readonly secretHash: Uint8Array; readonly at: Date },
): Promise<UsedKey | undefined> {
  const [key] = await sql<UsedKey[]>`
    update accounts.api_key set last_used_at = ${at}
    from accounts.account
    where api_key.id = ${id} and secret_hash = ${secretHash} and revoked_at is null and expires_at > ${at}
      and account.id = account_id and account.status = 'active'
    returning account_id as "userId", permissions, per_minute as "perMinute", expires_at as "expiresAt"`
  return key
}
