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

export type VouchedAccount = Pick<NewAccount, 'id' | 'email' | 'name' | 'at'>

/**
 * The account of an address that was shown to be somebody's by other means than our mail: a new one, or the one that has it. One that nobody
 * has confirmed is written over: whoever chose its password has not shown that the address is his.
 */
export async function putConfirmed(
  sql: Sql,
  { id, email, name, at }: VouchedAccount,
): Promise<{ readonly userId: UserId; readonly wasConfirmed: boolean }> {
  const [account] = await sql<{ readonly userId: UserId; readonly wasConfirmed: boolean }[]>`
    with known as (
      select id, email_verified_at is not null as is_confirmed from accounts.account
      where lower(email) = lower(${email}) for update
    ),
    written as (
      insert into accounts.account as held (id, email, email_verified_at, name, locale, created_at)
      select ${id}, ${email}, ${at}, ${name}, 'en', ${at} where not exists (select from known where is_confirmed)
      on conflict (lower(email)) do update
      set email_verified_at = coalesce(held.email_verified_at, excluded.email_verified_at),
        password_hash = case when held.email_verified_at is null then null else held.password_hash end,
        name = case when held.email_verified_at is null then excluded.name else held.name end
      returning id
    )
    select coalesce((select id from written), (select id from known)) as "userId",
      exists (select from known where is_confirmed) as "wasConfirmed"`
  if (!account) throw new Error('A select without a table gives one row')
  return account
}

export type Confirmation = { readonly userId: UserId; readonly passwordHash: string; readonly at: Date }

/** The account is that of who knows this password and reads its mail. Not where another password was asked for meanwhile. */
export async function confirmAccount(sql: Sql, { userId, passwordHash, at }: Confirmation): Promise<boolean> {
  const confirmed = await sql`
    update accounts.account set email_verified_at = ${at}
    where id = ${userId} and password_hash = ${passwordHash} and email_verified_at is null and status = 'active'`
  return confirmed.count === 1
}

/** The account of an address that can be logged in to, or that waits to be confirmed; `null` where there is none. */
export async function accountIdOf(sql: Sql, email: string): Promise<UserId | null> {
  const [account] = await sql<{ readonly id: UserId }[]>`
    select id from accounts.account where lower(email) = lower(${email}) and status = 'active'`
  return account?.id ?? null
}

/** The same where it waits to be confirmed. */
export async function unconfirmedIdOf(sql: Sql, email: string): Promise<UserId | null> {
  const [account] = await sql<{ readonly id: UserId }[]>`
    select id from accounts.account
    where lower(email) = lower(${email}) and status = 'active' and email_verified_at is null`
  return account?.id ?? null
}

export type Credentials = {
  readonly email: string
  readonly name: string
  readonly username: string | null
  readonly passwordHash: string | null
}

export async function findCredentials(sql: Sql, userId: UserId): Promise<Credentials | undefined> {
  const [found] = await sql<Credentials[]>`
    select email, name, username, password_hash as "passwordHash" from accounts.account
    where id = ${userId} and status = 'active'`
  return found
}

export type NewPassword = { readonly userId: UserId; readonly passwordHash: string; readonly at: Date }

/** Sets a password for who reads the account's mail. Whether that was not known before. */
export async function setPassword(
  sql: Sql,
  { userId, passwordHash, at }: NewPassword,
): Promise<{ readonly isFirstProof: boolean } | undefined> {
  const [changed] = await sql<{ readonly isFirstProof: boolean }[]>`
    with before as (
      select id, email_verified_at from accounts.account where id = ${userId} and status = 'active' for no key update
    )
    update accounts.account
    set password_hash = ${passwordHash}, email_verified_at = coalesce(before.email_verified_at, ${at})
    from before where account.id = before.id
    returning before.email_verified_at is null as "isFirstProof"`
  return changed
}

/** Sets another password in place of the one that was looked at. */
export async function replacePassword(
  sql: Sql,
  { userId, from, to }: { readonly userId: UserId; readonly from: string; readonly to: string },
): Promise<boolean> {
  const changed = await sql`
    update accounts.account set password_hash = ${to}
    where id = ${userId} and password_hash = ${from} and status = 'active'`
  return changed.count === 1
}

/** Gives an account an address that no other has. To be asked under the lock of the address. */
export async function setEmail(
  sql: Sql,
  { userId, email, at }: { readonly userId: UserId; readonly email: string; readonly at: Date },
): Promise<boolean> {
  const changed = await sql`
    update accounts.account set email = ${email}, email_verified_at = ${at}
    where id = ${userId} and status = 'active'
      and not exists (select from accounts.account where lower(email) = lower(${email}) and id <> ${userId})`
  return changed.count === 1
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
