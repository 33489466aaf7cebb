import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'

/** Sessions begin and are renewed under a share of this lock: who holds it sees none slip by. */
export async function lockAccount(sql: Sql, userId: UserId): Promise<void> {
  await sql`select from accounts.account where id = ${userId} for no key update`
}
