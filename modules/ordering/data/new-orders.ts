import type { Sql } from '@merx/kernel'
import type { OrderId } from '../domain/ids.ts'
import type { NewOrder } from '../domain/new-order.ts'

/** How an order begins: to be paid, or as the mark of one that was taken back before it was written. */
export type Beginning = 'pending' | 'refused'

/**
 * Writes an order with its lines, tax lines, first payment, token and history. Returns its number, or `undefined` where the cart became
 * an order already: a checkout of the same cart that is under way is waited for.
 */
export async function insertOrder(
  sql: Sql,
  order: NewOrder,
  { actor, begins }: { readonly actor: string; readonly begins: Beginning },
): Promise<number | undefined> {
  const { totals } = order
  const [orderStatus, paymentStatus, firstPayment, cancelReason] =
    begins === 'pending' ? ['pending', 'pending', 'open', null] : ['cancelled', 'cancelled', 'cancelled', 'refused']
  const lines = order.lines.map((line, index) => ({
    position: index + 1,
    variantId: line.variantId,
    productId: line.productId,
    sku: line.sku,
    name: line.name,
    productSlug: line.productSlug,
    options: line.options,
    image: line.image,
    quantity: line.quantity,
    unitPrice: line.unitPrice.amount,
    subtotal: line.subtotal.amount,
    discount: line.discount.amount,
    tax: line.tax.amount,
    total: line.total.amount,
  }))
  const taxLines = order.taxLines.map((line, index) => ({ ...line, position: index + 1, amount: line.amount.amount }))
  const [placed] = await sql<{ number: number }[]>`
    with placed as (
      insert into ordering.order (id, cart_id, user_id, market, language, currency, email, shipping_address, billing_address,
        shipping_option_id, shipping_option_name, tax_included, subtotal, discount, shipping, tax, total,
        order_status, payment_status, fulfilment_status, return_status, cancel_reason, expires_at, placed_at)
      values (${order.orderId}, ${order.cartId}, ${order.userId}, ${order.market}, ${order.language}, ${order.currency}, ${order.email},
        ${JSON.stringify(order.shippingAddress)}::text::jsonb, ${JSON.stringify(order.billingAddress)}::text::jsonb,
        ${order.shippingOptionId}, ${order.shippingOptionName}, ${order.taxIncluded}, ${totals.subtotal.amount},
        ${totals.discount.amount}, ${totals.shipping.amount}, ${totals.tax.amount}, ${totals.total.amount},
        ${orderStatus}, ${paymentStatus}, 'unfulfilled', 'none', ${cancelReason}, ${order.expiresAt}, ${order.placedAt})
      on conflict (cart_id) where cancel_reason is distinct from 'refused' do nothing
      returning id, number
    ),
    lines as (
      insert into ordering.order_line (order_id, position, variant_id, product_id, sku, name, product_slug, options, image,
        quantity, unit_price, subtotal, discount, tax, total)
      select placed.id, line.position, line."variantId", line."productId", line.sku, line.name, line."productSlug",
        line.options, nullif(line.image, 'null'), line.quantity, line."unitPrice", line.subtotal, line.discount, line.tax, line.total
      from placed, jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as line (position integer, "variantId" uuid,
        "productId" uuid, sku text, name text, "productSlug" text, options jsonb, image jsonb, quantity integer,
        "unitPrice" bigint, subtotal bigint, discount bigint, tax bigint, total bigint)
    ),
    taxes as (
      insert into ordering.order_tax_line (order_id, position, name, rate, amount)
      select placed.id, line.position, line.name, line.rate, line.amount
      from placed, jsonb_to_recordset(${JSON.stringify(taxLines)}::text::jsonb) as line (position integer, name text,
        rate integer, amount bigint)
    ),
    payment as (
      insert into ordering.order_payment (payment_id, order_id, attempt, provider, status, created_at)
      select ${order.paymentId}::uuid, id, 1, ${order.provider}, ${firstPayment}, ${order.placedAt}::timestamptz from placed
    ),
    token as (
      insert into ordering.order_token (token_hash, order_id, created_at)
      select decode(${order.tokenHash}::text, 'base64'), id, ${order.placedAt}::timestamptz
      from placed where ${order.tokenHash}::text is not null
    ),
    history as (
      insert into ordering.order_event (order_id, axis, status_after, actor, reason, occurred_at)
      select id, 'order', ${orderStatus}, ${actor}, ${cancelReason}, ${order.placedAt}::timestamptz from placed
    )
    select number from placed`
  return placed?.number
}

/** An order with its newest payment. */
export type PlacedOrder = {
  readonly orderId: OrderId
  readonly number: number
  readonly paymentId: string
  readonly provider: string
}

/** The order that a cart became. */
export async function orderOfCart(sql: Sql, cartId: string): Promise<PlacedOrder | undefined> {
  const [order] = await sql<PlacedOrder[]>`
    select placed.id as "orderId", placed.number, payment.payment_id as "paymentId", payment.provider
    from ordering.order placed
    join ordering.order_payment payment on payment.order_id = placed.id
    where placed.cart_id = ${cartId} and placed.cancel_reason is distinct from 'refused'
    order by payment.attempt desc limit 1`
  return order
}
