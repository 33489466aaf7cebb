import type { Sql } from '@merx/kernel'
import type { OrderId } from '../domain/ids.ts'
import type { OrderChange } from '../domain/order.ts'

type By = { readonly actor: string; readonly at: Date }

/** Writes what became of locked orders and appends to their history, in one statement. */
export async function saveChanges(sql: Sql, changes: readonly OrderChange[], { actor, at }: By): Promise<void> {
  const orders = changes.map(({ order, history }) => ({
    ...order,
    cancelReason: history.find(({ axis, to }) => axis === 'order' && to === 'cancelled')?.reason ?? null,
  }))
  const payments = changes.flatMap(({ order }) => order.payments)
  const entries = changes.flatMap(({ order, history }) => history.map((entry) => ({ ...entry, orderId: order.id })))
  await sql`
    with changed_order as (
      update ordering.order changed
      set order_status = row."orderStatus", payment_status = row."paymentStatus",
        fulfilment_status = row."fulfilmentStatus", return_status = row."returnStatus",
        cancel_reason = coalesce(row."cancelReason", changed.cancel_reason)
      from jsonb_to_recordset(${JSON.stringify(orders)}::text::jsonb) as row (id uuid, "orderStatus" text,
        "paymentStatus" text, "fulfilmentStatus" text, "returnStatus" text, "cancelReason" text)
      where changed.id = row.id
    ),
    changed_payment as (
      update ordering.order_payment changed set status = row.status, refund_id = row."refundId"
      from jsonb_to_recordset(${JSON.stringify(payments)}::text::jsonb) as row ("paymentId" uuid, status text, "refundId" uuid)
      where changed.payment_id = row."paymentId"
        and (changed.status, changed.refund_id) is distinct from (row.status, row."refundId")
    )
    insert into ordering.order_event (order_id, axis, status_before, status_after, actor, reason, occurred_at)
    select entry."orderId", entry.axis, entry."from", entry."to", ${actor}, entry.reason, ${at}
    from jsonb_to_recordset(${JSON.stringify(entries)}::text::jsonb) as entry ("orderId" uuid, axis text, "from" text,
      "to" text, reason text)`
}

/**
 * Confirms an order whose first payment was authorised as it was written down. Whether this call did it: one that has moved meanwhile
 * stays as it is.
 */
export async function confirmPlaced(sql: Sql, orderId: OrderId, { actor, at }: By): Promise<boolean> {
  const confirmed = await sql`
    with confirmed as (
      update ordering.order set order_status = 'confirmed', payment_status = 'authorized'
      where id = ${orderId} and order_status = 'pending' and payment_status = 'pending'
      returning id
    ),
    promised as (
      update ordering.order_payment set status = 'authorized' from confirmed
      where order_payment.order_id = confirmed.id and order_payment.attempt = 1
    )
    insert into ordering.order_event (order_id, axis, status_before, status_after, actor, occurred_at)
    select confirmed.id, entry.axis, 'pending', entry.status_after, ${actor}, ${at}
    from confirmed, (values ('order', 'confirmed'), ('payment', 'authorized')) as entry (axis, status_after)`
  return confirmed.count > 0
}

export type SoldLine = {
  readonly orderId: OrderId
  readonly variantId: string
  readonly productId: string
  readonly quantity: number
}

/** What was sold by the orders, as their events tell it. */
export async function soldLines(sql: Sql, orderIds: readonly string[]): Promise<readonly SoldLine[]> {
  return sql<SoldLine[]>`
    select order_id as "orderId", variant_id as "variantId", product_id as "productId", quantity
    from ordering.order_line where order_id = any(${orderIds as string[]}::uuid[]) order by order_id, position`
}

/** Adds a try to pay. Under the order's lock, so that no two get the same number. */
export async function insertPayment(
  sql: Sql,
  payment: { readonly orderId: OrderId; readonly paymentId: string; readonly provider: string; readonly at: Date },
): Promise<void> {
  await sql`
    insert into ordering.order_payment (payment_id, order_id, attempt, provider, status, created_at)
    select ${payment.paymentId}::uuid, ${payment.orderId}::uuid, max(attempt) + 1, ${payment.provider}, 'open', ${payment.at}::timestamptz
    from ordering.order_payment where order_id = ${payment.orderId}`
}
