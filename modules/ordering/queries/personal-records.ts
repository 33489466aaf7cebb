import { internal, PersonalRecords, personalRecord, query, type Sql } from '@merx/kernel'
import { z } from 'zod'
import { orderNumber } from '../domain/order-number.ts'

/** More than anybody can have; what is told is one document. */
const mostOrders = 5_000

export const personalRecords = query({
  name: 'ordering.personal-records',
  summary: 'Tells what is kept about a person: the orders, with where they went.',
  access: internal,
  input: z.object({ userId: z.uuid() }),
  output: PersonalRecords,
  run: async (ctx, { userId }) => ({
    records: (await ordersWith(ctx.sql, userId)).map(({ number, ...order }) =>
      personalRecord('order', { number: orderNumber(number), ...order }),
    ),
  }),
})

type Row = { readonly number: number; readonly [field: string]: unknown }

function ordersWith(sql: Sql, userId: string): Promise<readonly Row[]> {
  return sql<Row[]>`
    select number, placed_at as "placedAt", email, language, shipping_address as "shippingAddress", billing_address as "billingAddress",
      currency, total, order_status as "orderStatus", payment_status as "paymentStatus", fulfilment_status as "fulfilmentStatus",
      (select jsonb_agg(jsonb_build_object('name', line.name, 'sku', line.sku, 'quantity', line.quantity) order by position)
        from ordering.order_line line where line.order_id = placed.id) as lines
    from ordering.order placed where user_id = ${userId} order by number limit ${mostOrders}`
}
