import type { Sql } from '@merx/kernel'
import type { LetterId, UserId } from '../domain/ids.ts'
import type { LetterKind } from '../domain/letter.ts'

export async function insertLetterToken(sql: Sql, letterId: LetterId, tokenHash: Uint8Array): Promise<void> {
  await sql`insert into accounts.letter_token (token_hash, letter_id) values (${tokenHash}, ${letterId})`
}

export type Link = {
  readonly letterId: LetterId
  readonly userId: UserId
  /** To whom the letter went. */
  readonly recipient: string
  readonly email: string
  readonly name: string
  readonly username: string | null
  readonly passwordHash: string | null
}

/** What a link opens that is neither used nor too old. */
export async function findLink(
  sql: Sql,
  {
    tokenHash,
    kinds,
    at,
  }: { readonly tokenHash: Uint8Array; readonly kinds: readonly LetterKind[]; readonly at: Date },
): Promise<Link | undefined> {
  const [link] = await sql<Link[]>`
    select letter.id as "letterId", account.id as "userId", letter.recipient, account.email, account.name, account.username,
      account.password_hash as "passwordHash"
    from accounts.letter_token
    join accounts.letter on letter.id = letter_token.letter_id
    join accounts.account on account.id = letter.account_id
    where letter_token.token_hash = ${tokenHash} and letter.kind = any(${kinds as LetterKind[]}::text[])
      and letter.used_at is null and letter.expires_at > ${at} and account.status = 'active'`
  return link
}

/** Uses a link up: of all that use it at once one does. */
export async function spendLink(sql: Sql, letterId: LetterId, at: Date): Promise<boolean> {
  const spent = await sql`update accounts.letter set used_at = ${at} where id = ${letterId} and used_at is null`
  return spent.count === 1
}
