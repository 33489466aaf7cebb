import type { Sql } from '@merx/kernel'
import type { OrderId, UserId } from '../domain/ids.ts'
import type { Axes } from '../domain/status.ts'
import type { SummaryRow } from '../domain/summarise.ts'
import { type LineRow, summaryColumns } from './orders.ts'

export type MyOrderRow = SummaryRow & {
  readonly pieces: number
  readonly lines: readonly Pick<LineRow, 'name' | 'productSlug' | 'image' | 'quantity'>[]
}

export type MyOrderFilter = {
  readonly orderStatus?: Axes['orderStatus'] | undefined
  readonly paymentStatus?: Axes['paymentStatus'] | undefined
  readonly fulfilmentStatus?: Axes['fulfilmentStatus'] | undefined
  readonly placedFrom?: string | undefined
  readonly placedBefore?: string | undefined
  readonly sort: '-placedAt' | 'placedAt' | '-total' | 'total'
  readonly limit: number
  /** The number of the last order of the page before. */
  readonly after: number | null
}

/** A user's orders with their first lines, and one more than the page takes. */
export async function ordersOf(sql: Sql, userId: UserId, filter: MyOrderFilter): Promise<readonly MyOrderRow[]> {
  const { orderStatus = null, paymentStatus = null, fulfilmentStatus = null } = filter
  const { placedFrom = null, placedBefore = null } = filter
  const { follows, order } = pageOf(sql, userId, filter)
  return sql<MyOrderRow[]>`
    select ${summaryColumns(sql)}, shown.pieces, shown.lines
    from ordering.order placed, lateral (
      select sum(line.quantity) as pieces, jsonb_agg(jsonb_build_object('name', line.name, 'productSlug', line.product_slug,
        'image', line.image, 'quantity', line.quantity) order by line.position) filter (where line.position <= 4) as lines
      from ordering.order_line line where line.order_id = placed.id
    ) shown
    where placed.user_id = ${userId} and placed.cancel_reason is distinct from 'refused'
      and (${orderStatus}::text is null or placed.order_status = ${orderStatus})
      and (${paymentStatus}::text is null or placed.payment_status = ${paymentStatus})
      and (${fulfilmentStatus}::text is null or placed.fulfilment_status = ${fulfilmentStatus})
      and (${placedFrom}::timestamptz is null or placed.placed_at >= ${placedFrom})
      and (${placedBefore}::timestamptz is null or placed.placed_at < ${placedBefore})
      and (${filter.after}::bigint is null or ${follows})
    order by ${order} limit ${filter.limit + 1}`
}

/** Numbers are drawn as orders are placed, so that they stand for the time. */
function pageOf(sql: Sql, userId: UserId, { sort, after }: MyOrderFilter) {
  const last = sql`(select total, number from ordering.order where number = ${after} and user_id = ${userId})`
  switch (sort) {
    case '-placedAt':
      return { follows: sql`placed.number < ${after}`, order: sql`placed.number desc` }
    case 'placedAt':
      return { follows: sql`placed.number > ${after}`, order: sql`placed.number` }
    case '-total':
      return {
        follows: sql`(placed.total, placed.number) < ${last}`,
        order: sql`placed.total desc, placed.number desc`,
      }
    case 'total':
      return { follows: sql`(placed.total, placed.number) > ${last}`, order: sql`placed.total, placed.number` }
  }
}

/** Gives a guest's order to a user. Whether it is the user's now: it may have been before. */
export async function giveOrder(sql: Sql, orderId: OrderId, userId: UserId): Promise<boolean> {
  const given = await sql`
    update ordering.order set user_id = ${userId} where id = ${orderId} and (user_id is null or user_id = ${userId})`
  return given.count > 0
}

/** Gives a user all orders that guests placed with an address, however it was written. Returns how many. */
export async function giveOrdersOf(sql: Sql, email: string, userId: UserId): Promise<number> {
  const given = await sql`
    update ordering.order set user_id = ${userId}
    where lower(email) = lower(${email}) and user_id is null and cancel_reason is distinct from 'refused'`
  return given.count
}
