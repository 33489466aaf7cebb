import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'
import type { Profile } from '../domain/profile.ts'

export async function findProfile(sql: Sql, userId: UserId): Promise<Profile | undefined> {
  const [row] = await sql<(Omit<Profile, 'createdAt'> & { readonly createdAt: Date })[]>`
    select id as "userId", email, email_verified_at is not null as "emailVerified", username, name, phone, locale,
      password_hash is not null as "hasPassword", created_at as "createdAt"
    from accounts.account where id = ${userId} and status <> 'erased'`
  return row && { ...row, createdAt: row.createdAt.toISOString() }
}

export type ProfileChanges = {
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly locale?: string | undefined
  readonly username?: string | null | undefined
}

/** Changes what is given; a user name of `null` is taken away. */
export async function updateProfile(sql: Sql, userId: UserId, changes: ProfileChanges): Promise<boolean> {
  const { name = null, phone = null, locale = null, username } = changes
  const changed = await sql`
    update accounts.account
    set name = coalesce(${name}, name), phone = coalesce(${phone}, phone), locale = coalesce(${locale}, locale),
      username = case when ${username !== undefined} then ${username ?? null} else username end
    where id = ${userId} and status <> 'erased'`
  return changed.count === 1
}

/** To be asked under the lock of the name. */
export async function isNameTaken(sql: Sql, username: string, but: UserId): Promise<boolean> {
  const [other] = await sql`select 1 from accounts.account where username = ${username} and id <> ${but}`
  return other !== undefined
}
