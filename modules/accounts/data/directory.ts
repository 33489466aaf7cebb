import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

export type AccountRow = {
  readonly id: UserId
  readonly email: string | null
  readonly name: string
  readonly status: 'active' | 'blocked' | 'erased'
  readonly emailVerified: boolean
  readonly roles: readonly string[]
  readonly createdAt: Date
}

export type DirectoryFilter = {
  readonly search: string | undefined
  readonly status: string | undefined
  readonly role: string | undefined
  readonly after: string | undefined
  readonly limit: number
}

/** Accounts, the newest first. Ids are made of the time. */
export function listAccountRows(
  sql: Sql,
  { search, status, role, after, limit }: DirectoryFilter,
): Promise<readonly AccountRow[]> {
  const pattern = search === undefined ? null : `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<AccountRow[]>`
    select id, email, name, status, email_verified_at is not null as "emailVerified", created_at as "createdAt",
      array(select granted.role from accounts.account_role granted where granted.account_id = account.id order by 1) as roles
    from accounts.account
    where (${pattern}::text is null or lower(email) like ${pattern} or lower(name) like ${pattern})
      and (${status ?? null}::text is null or status = ${status ?? null})
      and (${role ?? null}::text is null or exists (
        select from accounts.account_role granted where granted.account_id = account.id and granted.role = ${role ?? null}))
      and (${after ?? null}::uuid is null or id < ${after ?? null})
    order by id desc limit ${limit}`
}

export type NoteRow = { readonly id: string; readonly author: string; readonly body: string; readonly createdAt: Date }

export async function findAccountRow(
  sql: Sql,
  userId: UserId,
): Promise<(AccountRow & { readonly phone: string; readonly locale: string }) | undefined> {
  const [account] = await sql<(AccountRow & { readonly phone: string; readonly locale: string })[]>`
    select id, email, name, phone, locale, status, email_verified_at is not null as "emailVerified", created_at as "createdAt",
      array(select granted.role from accounts.account_role granted where granted.account_id = account.id order by 1) as roles
    from accounts.account where id = ${userId}`
  return account
}

/** The newest first. */
export function notesOn(sql: Sql, userId: UserId): Promise<readonly NoteRow[]> {
  return sql<NoteRow[]>`
    select id, author, body, created_at as "createdAt" from accounts.note
    where account_id = ${userId} order by created_at desc, id desc limit 100`
}

export async function insertNote(
  sql: Sql,
  {
    id,
    userId,
    author,
    body,
    at,
  }: {
    readonly id: string
    readonly userId: UserId
    readonly author: string
    readonly body: string
    readonly at: Date
  },
): Promise<boolean> {
  const written = await sql`
    insert into accounts.note (id, account_id, author, body, created_at)
    select ${id}, account.id, ${author}, ${body}, ${at} from accounts.account where id = ${userId} and status <> 'erased'`
  return written.count === 1
}

/** Whether it was not so before. */
export async function setStatus(sql: Sql, userId: UserId, status: 'active' | 'blocked'): Promise<boolean> {
  const changed = await sql`
    update accounts.account set status = ${status} where id = ${userId} and status not in (${status}, 'erased')`
  return changed.count === 1
}
