import type { Sql } from '@merx/kernel'
import { pauses, remembered } from '../domain/attempts.ts'
import type { UserId } from '../domain/ids.ts'

export type Attempt = {
  /** Under which it is counted. */
  readonly key: Uint8Array
  /** Those in a row, this one included until it succeeds; absent where it comes too soon. */
  readonly failures: number | null
  readonly nextAt: Date | null
  readonly userId: UserId | null
  readonly passwordHash: string | null
}

/**
 * Counts an attempt as failed before anything is looked at, so that many at once are as many failures. An account has one count, whether it
 * is called by its address or its name; what is no account has one too, and nothing tells the two apart.
 */
export async function claimAttempt(sql: Sql, login: string, at: Date): Promise<Attempt> {
  const forgotten = new Date(at.getTime() - remembered)
  const [attempt] = await sql<Attempt[]>`
    with account as (
      select id, case when email_verified_at is not null and status = 'active' then password_hash end as password_hash
      from accounts.account where lower(email) = lower(${login}) or username = lower(${login})
    ),
    counted as (
      select sha256(convert_to(coalesce((select 'account ' || id from account), 'login ' || lower(${login})), 'UTF8')) as key
    ),
    claimed as (
      insert into accounts.attempt as known (key, failures, next_at, last_at)
      select key, 1, ${at}, ${at} from counted
      on conflict (key) do update
      set failures = case when known.last_at < ${forgotten} then 1 else known.failures + 1 end, last_at = ${at},
        next_at = ${at}::timestamptz + interval '1 second' * case when known.last_at < ${forgotten} then 0
          else (${pauses as number[]}::int[])[least(known.failures + 2, ${pauses.length})] end
      where known.next_at <= ${at}
      returning failures
    )
    select counted.key, (select failures from claimed) as failures, account.id as "userId",
      account.password_hash as "passwordHash", attempt.next_at as "nextAt"
    from counted left join account on true left join accounts.attempt on attempt.key = counted.key`
  if (!attempt) throw new Error('An attempt is counted whatever was typed')
  return attempt
}

/** Nothing speaks against the next attempt any more. */
export async function forgetAttempt(sql: Sql, key: Uint8Array): Promise<void> {
  await sql`delete from accounts.attempt where key = ${key}`
}

/** The same where the account has shown by other means whose it is. */
export async function forgetAttemptsOf(sql: Sql, userId: UserId): Promise<void> {
  await sql`delete from accounts.attempt where key = sha256(convert_to('account ' || ${userId}::text, 'UTF8'))`
}

/** An attempt that nobody looked at does not count. */
export async function giveBackAttempt(sql: Sql, key: Uint8Array, at: Date): Promise<void> {
  await sql`
    update accounts.attempt set failures = greatest(failures - 1, 0), next_at = ${at} where key = ${key}`
}

/** Forgets attempts of long ago, a bounded number at a time. Returns how many went. */
export async function forgetOldAttempts(sql: Sql, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from accounts.attempt where key in (
      select key from accounts.attempt where last_at < ${before} order by last_at limit ${limit} for update skip locked)`
  return gone.count
}
