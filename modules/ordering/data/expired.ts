import type { Sql } from '@merx/kernel'
import type { OrderId } from '../domain/ids.ts'

/** Orders whose time to be paid is over, the longest overdue first. */
export async function expiredOrders(sql: Sql, now: Date, limit: number): Promise<readonly OrderId[]> {
  const rows = await sql<{ id: OrderId }[]>`
    select id from ordering.order where order_status = 'pending' and expires_at <= ${now} order by expires_at limit ${limit}`
  return rows.map(({ id }) => id)
}
