import type { Sql } from '@merx/kernel'
import type { CartTarget } from '../domain/target.ts'

/**
 * How a statement finds and makes the open cart of an owner; `known` is the table's alias. A user's cart is open until the job forgets it:
 * when the time of one is over makes no difference before.
 */
export function owned(sql: Sql, { owner, now }: Pick<CartTarget, 'owner' | 'now'>) {
  if (owner.kind === 'user') {
    const { userId } = owner
    return {
      open: sql`known.user_id = ${userId} and known.status = 'open'`,
      column: sql`user_id`,
      value: sql`${userId}::uuid`,
      arbiter: sql`(user_id) where status = 'open'`,
    }
  }
  const value = sql`decode(${owner.tokenHash}, 'hex')`
  return {
    open: sql`known.token_hash = ${value} and known.status = 'open' and known.expires_at > ${now}::timestamptz`,
    column: sql`token_hash`,
    value,
    arbiter: sql`(token_hash)`,
  }
}
