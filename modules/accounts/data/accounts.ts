import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

export type NewAccount = {
  readonly id: UserId
  readonly email: string
  readonly passwordHash: string
  readonly name: string
  readonly locale: string
  readonly at: Date
}

/**
 * Writes an account that nobody has confirmed yet. One that is confirmed by nobody either is written over, as nobody's it is; any other stays
 * as it is. Whether this one is the first of its address.
 */
export async function putUnconfirmed(sql: Sql, account: NewAccount): Promise<boolean> {
  const { id, email, passwordHash, name, locale, at } = account
  const [written] = await sql<{ readonly id: UserId }[]>`
    insert into accounts.account as known (id, email, password_hash, name, locale, created_at)
    values (${id}, ${email}, ${passwordHash}, ${name}, ${locale}, ${at})
    on conflict (lower(email)) do update
    set password_hash = excluded.password_hash, name = excluded.name, locale = excluded.locale
    where known.email_verified_at is null and known.status = 'active'
    returning id`
  return written?.id === id
}

export type Confirmation = { readonly userId: UserId; readonly passwordHash: string; readonly at: Date }

/** The account is that of who knows this password and reads its mail. Not where another password was asked for meanwhile. */
export async function confirmAccount(sql: Sql, { userId, passwordHash, at }: Confirmation): Promise<boolean> {
  const confirmed = await sql`
    update accounts.account set email_verified_at = ${at}
    where id = ${userId} and password_hash = ${passwordHash} and email_verified_at is null and status = 'active'`
  return confirmed.count === 1
}

export type Contact = {
  readonly userId: UserId
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
  readonly locale: string
}

/** How to reach a person; none for who is gone. */
export async function findContact(sql: Sql, userId: UserId): Promise<Contact | undefined> {
  const [contact] = await sql<Contact[]>`
    select id as "userId", email, email_verified_at is not null as "emailVerified", name, locale
    from accounts.account where id = ${userId} and status <> 'erased'`
  return contact
}
