import { check, type Finding, sqlCheck } from './check.ts'

/** Holds as soon as the time to pay is over for every order. */
export const orderIsDecided = sqlCheck(
  'order-is-decided',
  (sql) => sql<Finding[]>`
    select id::text, format('M-%s is pending since %s', number, placed_at) as detail
    from ordering.order where order_status = 'pending'`,
)

export const orderChecks = [
  orderIsDecided,

  sqlCheck(
    'order-has-lines',
    (sql) => sql<Finding[]>`
      select placed.id::text, format('M-%s: lines of %s, subtotal %s', number, coalesce(sum(line.subtotal), 0), placed.subtotal) as detail
      from ordering.order placed left join ordering.order_line line on line.order_id = placed.id
      group by placed.id having count(line.order_id) = 0 or sum(line.subtotal) <> placed.subtotal`,
  ),

  sqlCheck(
    'order-has-its-payment',
    (sql) => sql<Finding[]>`
      select placed.id::text, format('M-%s over %s %s: payment %s over %s', number, total, placed.currency, payment.id, payment.amount) as detail
      from ordering.order placed
      left join ordering.order_payment try on try.order_id = placed.id
      left join payments.payment on payment.id = try.payment_id and payment.reference = placed.id::text
      where cancel_reason is distinct from 'refused'
        and (payment.id is null or payment.amount <> placed.total or payment.currency <> placed.currency)`,
  ),

  sqlCheck(
    'cart-became-one-order',
    (sql) => sql<Finding[]>`
      select coalesce(cart.id, placed.cart_id)::text as id,
        format('cart %s for order %s, order %s', coalesce(status, 'gone'), cart.order_id, placed.id) as detail
      -- one that was refused left its cart to the next
      from (select * from ordering.order where cancel_reason is distinct from 'refused') placed
      full join (select * from cart.cart where status = 'closed') cart on cart.order_id = placed.id and cart.id = placed.cart_id
      where cart.id is null or placed.id is null
      union all
      select cart_id::text, count(*) || ' orders of one cart' from ordering.order
      where cancel_reason is distinct from 'refused' group by cart_id having count(*) > 1`,
  ),

  check(
    'acknowledged-order-is-there',
    ({ sql, acknowledged }) => sql<Finding[]>`
      select told as id, 'its buyer was told of it' as detail
      from unnest(${[...new Set(acknowledged)]}::text[]) as told
      where not exists (select from ordering.order placed where 'M-' || placed.number = told and cancel_reason is distinct from 'refused')`,
  ),
]
