import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

export type Invited = { readonly userId: UserId; readonly isConfirmed: boolean }

/**
 * The account of an address, made where there is none. One that nobody has confirmed is nobody's: whatever password somebody chose for it is
 * taken away.
 */
export async function accountToInvite(
  sql: Sql,
  {
    id,
    email,
    name,
    locale,
    at,
  }: { readonly id: UserId; readonly email: string; readonly name: string; readonly locale: string; readonly at: Date },
): Promise<Invited | undefined> {
  const [account] = await sql<(Invited & { readonly status: string })[]>`
    insert into accounts.account as known (id, email, name, locale, created_at) values (${id}, ${email}, ${name}, ${locale}, ${at})
    on conflict (lower(email)) do update
    set password_hash = case when known.email_verified_at is null then null else known.password_hash end
    returning id as "userId", email_verified_at is not null as "isConfirmed", status`
  return account?.status === 'active' ? account : undefined
}

/** Gives the account of an invitation its password: the link came by its mail, so the address is its owner's. */
export async function acceptInvitation(
  sql: Sql,
  {
    userId,
    passwordHash,
    name,
    at,
  }: { readonly userId: UserId; readonly passwordHash: string; readonly name: string | undefined; readonly at: Date },
): Promise<boolean> {
  const accepted = await sql`
    update accounts.account
    set password_hash = ${passwordHash}, email_verified_at = ${at}, name = coalesce(${name ?? null}, name)
    where id = ${userId} and status = 'active' and email_verified_at is null`
  return accepted.count === 1
}
