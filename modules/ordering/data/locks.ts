import type { Sql } from '@merx/kernel'
import type { OrderId } from '../domain/ids.ts'
import type { LockedOrder, OrderPayment } from '../domain/order.ts'

type OrderRow = Omit<LockedOrder, 'payments'>

type PaymentRow = OrderPayment & { readonly orderId: string }

/**
 * Locks orders, by id so that two who want the same ones cannot deadlock, and then reads their payments: these change under this lock
 * only, and a statement that waits for a lock sees of other tables what was there before it waited.
 */
export async function lockOrders(sql: Sql, orderIds: readonly string[]): Promise<readonly LockedOrder[]> {
  const rows = await sql<OrderRow[]>`
    select id, number, currency, total, expires_at as "expiresAt", order_status as "orderStatus",
      payment_status as "paymentStatus", fulfilment_status as "fulfilmentStatus", return_status as "returnStatus"
    from ordering.order where id = any(${orderIds as string[]}::uuid[]) order by id for update`
  if (rows.length === 0) return []
  const payments = await sql<PaymentRow[]>`
    select order_id as "orderId", payment_id as "paymentId", provider, status, refund_id as "refundId"
    from ordering.order_payment where order_id = any(${orderIds as string[]}::uuid[]) order by attempt`
  return rows.map((row) => ({ ...row, payments: payments.filter(({ orderId }) => orderId === row.id) }))
}

export async function lockOrder(sql: Sql, orderId: OrderId): Promise<LockedOrder | undefined> {
  const [order] = await lockOrders(sql, [orderId])
  return order
}
