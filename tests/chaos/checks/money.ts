import { bankTable, check, type Finding, sqlCheck } from './check.ts'

/** Holds as soon as every refund that was asked for is made. */
export const refundIsMade = sqlCheck(
  'refund-is-made',
  (sql) => sql<Finding[]>`
    select id::text, format('%s of %s for payment %s', status, amount, payment_id) as detail
    from payments.refund where status <> 'succeeded'`,
)

/** Holds as soon as the shop has heard of all money, by the bank's word or by asking. */
export const bankAndShopAgree = check(
  'bank-and-shop-agree',
  ({ sql, bank }) => sql<Finding[]>`
      select coalesce(payment.id::text, bank.id) as id,
        format('bank received %s and gave %s back, shop %s and %s', bank.received, bank.refunded, captured, payment.refunded) as detail
      from (select * from payments.payment where provider_reference is not null) payment
      full join ${bankTable(sql, bank)} on bank.payment_id = payment.id
      where (coalesce(bank.received, 0), coalesce(bank.refunded, 0)) <> (coalesce(captured, 0), coalesce(payment.refunded, 0))`,
)

export const moneyChecks = [
  refundIsMade,
  bankAndShopAgree,

  check(
    'paid-order-is-not-lost',
    ({ sql, bank }) => sql<Finding[]>`
      select bank.id, format('%s of %s kept for %s: order %s, try %s, captured %s', bank.received - bank.refunded, bank.received, bank.reference,
        coalesce(order_status, 'gone'), coalesce(try.status, 'gone'), coalesce(payment.captured, 0)) as detail
      from ${bankTable(sql, bank)}
      left join ordering.order placed on placed.id::text = bank.reference
      left join ordering.order_payment try on try.payment_id = bank.payment_id and try.order_id = placed.id
      left join payments.payment on payment.id = bank.payment_id
      where bank.status = 'captured' and bank.refunded < bank.received
        and (order_status = 'confirmed' and try.status = 'paid' and payment.captured = bank.received) is not true`,
  ),

  check(
    'order-is-paid-once',
    ({ sql, bank }) => sql<Finding[]>`
      select bank.reference as id, format('%s payments kept, %s in all', count(*), sum(bank.received - bank.refunded)) as detail
      from ${bankTable(sql, bank)}
      where bank.status = 'captured' and bank.refunded < bank.received group by bank.reference having count(*) > 1`,
  ),

  check(
    'confirmed-order-is-paid',
    ({ sql, bank }) => sql<Finding[]>`
      select placed.id::text, format('M-%s is confirmed over %s', number, total) as detail
      from ordering.order placed
      where order_status = 'confirmed'
        and not exists (
          select from ordering.order_payment try
          where try.order_id = placed.id and try.provider = 'cash-on-delivery' and try.status = 'authorized')
        and not exists (
          select from ordering.order_payment try join ${bankTable(sql, bank)} on bank.payment_id = try.payment_id
          where try.order_id = placed.id and try.status = 'paid' and bank.status = 'captured' and bank.received = total and bank.refunded = 0)`,
  ),
]
