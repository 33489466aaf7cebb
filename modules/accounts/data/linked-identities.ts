import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

export type LinkedIdentity = { readonly issuer: string; readonly subject: string; readonly accountId: UserId }

/** Whose a subject is. */
export async function findLinked(
  sql: Sql,
  { issuer, subject }: Pick<LinkedIdentity, 'issuer' | 'subject'>,
): Promise<UserId | undefined> {
  const [linked] = await sql<{ readonly accountId: UserId }[]>`
    select account_id as "accountId" from accounts.linked_identity where issuer = ${issuer} and subject = ${subject}`
  return linked?.accountId
}

/** False where the subject is another account's, or the account has another subject of this issuer. */
export async function insertLinked(sql: Sql, identity: LinkedIdentity & { readonly at: Date }): Promise<boolean> {
  const { issuer, subject, accountId, at } = identity
  const written = await sql`
    insert into accounts.linked_identity (issuer, subject, account_id, created_at)
    values (${issuer}, ${subject}, ${accountId}, ${at})
    on conflict do nothing`
  return written.count === 1
}

export type ListedIdentity = { readonly issuer: string; readonly createdAt: Date }

export async function identitiesOf(sql: Sql, accountId: UserId): Promise<readonly ListedIdentity[]> {
  return sql<ListedIdentity[]>`
    select issuer, created_at as "createdAt" from accounts.linked_identity where account_id = ${accountId} order by issuer`
}

export async function deleteLinked(
  sql: Sql,
  { issuer, accountId }: Pick<LinkedIdentity, 'issuer' | 'accountId'>,
): Promise<boolean> {
  const removed = await sql`
    delete from accounts.linked_identity where account_id = ${accountId} and issuer = ${issuer}`
  return removed.count === 1
}
