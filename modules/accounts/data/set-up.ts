import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

/**
 * Puts down the link by which the first administrator is made, where there is no administrator and no link that is still good. Of all
 * processes that begin at once one does.
 */
export async function putSetUp(
  sql: Sql,
  { tokenHash, at, expiresAt }: { readonly tokenHash: Uint8Array; readonly at: Date; readonly expiresAt: Date },
): Promise<boolean> {
  const written = await sql`
    insert into accounts.set_up as known (token_hash, expires_at)
    select ${tokenHash}, ${expiresAt}::timestamptz
    where not exists (
      select from accounts.account_role granted join accounts.role on role.code = granted.role where role.is_everything)
    on conflict (is_only) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at
    where known.expires_at <= ${at}`
  return written.count === 1
}

/** Whether the link is the one that stands. */
export async function findSetUp(sql: Sql, tokenHash: Uint8Array, at: Date): Promise<boolean> {
  const [found] = await sql`select 1 from accounts.set_up where token_hash = ${tokenHash} and expires_at > ${at}`
  return found !== undefined
}

/** Uses the link up: of all that use it at once one does. */
export async function spendSetUp(sql: Sql, tokenHash: Uint8Array, at: Date): Promise<boolean> {
  const spent = await sql`delete from accounts.set_up where token_hash = ${tokenHash} and expires_at > ${at}`
  return spent.count === 1
}

/** The first administrator, of an address that has no confirmed account: who holds the link has the machine, and vouches for the address. */
export async function insertAdministrator(
  sql: Sql,
  account: {
    readonly id: UserId
    readonly email: string
    readonly passwordHash: string
    readonly name: string
    readonly at: Date
  },
): Promise<UserId | undefined> {
  const { id, email, passwordHash, name, at } = account
  const [written] = await sql<{ readonly id: UserId }[]>`
    insert into accounts.account as known (id, email, password_hash, name, locale, email_verified_at, created_at)
    values (${id}, ${email}, ${passwordHash}, ${name}, 'en', ${at}, ${at})
    on conflict (lower(email)) do update
    set password_hash = excluded.password_hash, name = excluded.name, email_verified_at = excluded.email_verified_at
    where known.email_verified_at is null and known.status = 'active'
    returning id`
  return written?.id
}
