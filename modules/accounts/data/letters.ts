import type { Sql } from '@merx/kernel'
import type { LetterId, UserId } from '../domain/ids.ts'
import { type LetterKind, linkLife } from '../domain/letter.ts'

export type RequestedLetter = { readonly letterId: LetterId; readonly userId: UserId }

export type LetterToAddress = { readonly id: LetterId; readonly email: string; readonly at: Date }

/** Letters of one kind to one person within an hour: a form must not fill a mailbox. */
const mostInAnHour = 5

/** To who asked for an account: the link that confirms it, or a word to whom the address belongs already. None where that was too often. */
export async function insertRegistrationLetter(
  sql: Sql,
  { id, email, at }: LetterToAddress,
): Promise<RequestedLetter | undefined> {
  const [written] = await sql<RequestedLetter[]>`
    with account as (
      select id, email,
        case when email_verified_at is null then 'verify_email' else 'already_registered' end as kind
      from accounts.account where lower(email) = lower(${email}) and status = 'active'
    )
    insert into accounts.letter (id, account_id, kind, recipient, expires_at, created_at)
    select ${id}, account.id, kind, email, case kind when 'verify_email' then ${expiryOf('verify_email', at)}::timestamptz end, ${at}
    from account
    where (
      select count(*) from accounts.letter
      where letter.account_id = account.id and letter.kind = account.kind and created_at > ${hourBefore(at)}
    ) < ${mostInAnHour}
    returning id as "letterId", account_id as "userId"`
  return written
}

export type NewLetter = {
  readonly id: LetterId
  readonly userId: string | null
  readonly kind: LetterKind
  /** The account's own address unless told. */
  readonly recipient?: string | undefined
  readonly at: Date
}

/** To an account that is in use. None where the account is not there or has got many of the kind. */
export async function insertLetter(sql: Sql, letter: NewLetter): Promise<RequestedLetter | undefined> {
  const { id, userId, kind, recipient = null, at } = letter
  const [written] = await sql<RequestedLetter[]>`
    insert into accounts.letter (id, account_id, kind, recipient, expires_at, created_at)
    select ${id}, account.id, ${kind}, coalesce(${recipient}, email), ${expiryOf(kind, at)}::timestamptz, ${at}
    from accounts.account
    where account.id = ${userId} and status = 'active' and (
      select count(*) from accounts.letter
      where letter.account_id = account.id and letter.kind = ${kind} and created_at > ${hourBefore(at)}
    ) < ${mostInAnHour}
    returning id as "letterId", account_id as "userId"`
  return written
}

export type FoundLetter = {
  readonly kind: LetterKind
  readonly to: string
  readonly name: string
  readonly language: string
  /** Whether it has a link that opens something. */
  readonly opens: boolean
}

/** A letter that may still be written: not to who is gone, and not with a link that opens nothing any more. */
export async function findLetter(sql: Sql, id: LetterId, at: Date): Promise<FoundLetter | undefined> {
  const [letter] = await sql<FoundLetter[]>`
    select letter.kind, letter.recipient as to, account.name, account.locale as language, letter.expires_at is not null as opens
    from accounts.letter join accounts.account on account.id = letter.account_id
    where letter.id = ${id} and account.status <> 'erased' and letter.used_at is null
      and (letter.expires_at is null or letter.expires_at > ${at})`
  return letter
}

function expiryOf(kind: LetterKind, at: Date): Date | null {
  const life = linkLife[kind]
  return life === undefined ? null : new Date(at.getTime() + life)
}

function hourBefore(at: Date): Date {
  return new Date(at.getTime() - 60 * 60 * 1_000)
}

/** Forgets letters of long ago with what their links opened, a bounded number at a time. Returns how many went. */
export async function forgetLetters(sql: Sql, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from accounts.letter where id in (
      select id from accounts.letter where created_at < ${before} order by created_at limit ${limit} for update skip locked)`
  return gone.count
}
