import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

/** Sessions begin and are renewed under a share of this lock: who holds it sees none slip by. */
export async function lockAccount(sql: Sql, userId: UserId): Promise<void> {
  await sql`select from accounts.account where id = ${userId} for no key update`
}

/** Whoever wants to be called so waits for his turn: a row that is not there yet cannot be locked. */
export async function lockWord(sql: Sql, what: 'email' | 'username', word: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`accounts ${what} `} || lower(${word}), 0))`
}
