import type { Address, Sql } from '@merx/kernel'
import type { OrderId } from '../domain/ids.ts'
import type { SummaryRow } from '../domain/summarise.ts'

/** The columns that tell an order in a word; `placed` is the table's alias. */
export function summaryColumns(sql: Sql) {
  return sql`placed.number, placed.currency, placed.total, placed.placed_at as "placedAt", placed.expires_at as "expiresAt",
    placed.order_status as "orderStatus", placed.payment_status as "paymentStatus",
    placed.fulfilment_status as "fulfilmentStatus", placed.return_status as "returnStatus"`
}

export async function orderSummary(sql: Sql, orderId: OrderId): Promise<SummaryRow | undefined> {
  const [order] = await sql<
    SummaryRow[]
  >`select ${summaryColumns(sql)} from ordering.order placed where id = ${orderId}`
  return order
}

export type OrderKey = {
  readonly id: OrderId
  readonly userId: string | null
  readonly tokenHashes: readonly Uint8Array[]
}

/** Which order a number names, and who may open it. */
export async function orderKey(sql: Sql, number: number): Promise<OrderKey | undefined> {
  const [order] = await sql<OrderKey[]>`
    select id, user_id as "userId", array(select token_hash from ordering.order_token token where token.order_id = placed.id) as "tokenHashes"
    from ordering.order placed where number = ${number}`
  return order
}

export type OrderRow = SummaryRow & {
  readonly id: OrderId
  readonly market: string
  readonly language: string
  readonly email: string
  readonly shippingAddress: Address
  readonly billingAddress: Address
  readonly shippingOption: { readonly id: string; readonly name: string }
  readonly taxIncluded: boolean
  readonly subtotal: number
  readonly discount: number
  readonly shipping: number
  readonly tax: number
  readonly cancelReason: string | null
  readonly lines: readonly LineRow[]
  readonly taxLines: readonly { readonly name: string; readonly rate: number; readonly amount: number }[]
  readonly payments: readonly { readonly provider: string; readonly status: string; readonly at: string }[]
  readonly history: readonly HistoryRow[]
}

export type LineRow = {
  readonly variantId: string
  readonly sku: string
  readonly name: string
  readonly productSlug: string
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly image: {
    readonly path: string
    readonly alt: string
    readonly width: number
    readonly height: number
  } | null
  readonly quantity: number
  readonly unitPrice: number
  readonly subtotal: number
  readonly discount: number
  readonly tax: number
  readonly total: number
}

export type HistoryRow = {
  readonly axis: 'order' | 'payment' | 'fulfilment' | 'return'
  readonly statusBefore: string | null
  readonly status: string
  readonly actor: string
  readonly reason: string | null
  readonly at: string
}

/** Orders with everything that belongs to them, in one statement. */
export async function wholeOrders(sql: Sql, orderIds: readonly string[]): Promise<readonly OrderRow[]> {
  return sql<OrderRow[]>`
    select placed.id, ${summaryColumns(sql)}, placed.market, placed.language, placed.email,
      placed.shipping_address as "shippingAddress", placed.billing_address as "billingAddress",
      jsonb_build_object('id', placed.shipping_option_id, 'name', placed.shipping_option_name) as "shippingOption",
      placed.tax_included as "taxIncluded", placed.subtotal, placed.discount, placed.shipping, placed.tax,
      placed.cancel_reason as "cancelReason",
      (select jsonb_agg(jsonb_build_object('variantId', line.variant_id, 'sku', line.sku, 'name', line.name,
          'productSlug', line.product_slug, 'options', line.options, 'image', line.image, 'quantity', line.quantity,
          'unitPrice', line.unit_price, 'subtotal', line.subtotal, 'discount', line.discount, 'tax', line.tax,
          'total', line.total) order by line.position)
        from ordering.order_line line where line.order_id = placed.id) as lines,
      (select coalesce(jsonb_agg(jsonb_build_object('name', tax.name, 'rate', tax.rate, 'amount', tax.amount)
          order by tax.position), '[]')
        from ordering.order_tax_line tax where tax.order_id = placed.id) as "taxLines",
      (select jsonb_agg(jsonb_build_object('provider', payment.provider, 'status', payment.status,
          'at', payment.created_at) order by payment.attempt)
        from ordering.order_payment payment where payment.order_id = placed.id) as payments,
      (select jsonb_agg(jsonb_build_object('axis', entry.axis, 'statusBefore', entry.status_before,
          'status', entry.status_after, 'actor', entry.actor, 'reason', entry.reason, 'at', entry.occurred_at)
          order by entry.id)
        from ordering.order_event entry where entry.order_id = placed.id) as history
    from ordering.order placed where placed.id = any(${orderIds as string[]}::uuid[])`
}
