import { personOf, query, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { ordersOf } from '../data/orders-of-user.ts'
import { UserId } from '../domain/ids.ts'
import { OrderImage } from '../domain/new-order.ts'
import { OrderNumber, sequenceOf } from '../domain/order-number.ts'
import { OrderSummary } from '../domain/order-view.ts'
import { FulfilmentStatus, OrderPaymentStatus, OrderStatus } from '../domain/status.ts'
import { summarise } from '../domain/summarise.ts'

const PlacedLine = z
  .object({ name: z.string(), productSlug: z.string(), image: OrderImage.nullable(), quantity: z.int() })
  .meta({ id: 'MyOrderLine' })

const MyOrder = OrderSummary.extend({
  pieces: z.int(),
  lines: z.array(PlacedLine).describe('The first four'),
}).meta({ id: 'MyOrder' })

export const listMyOrders = query({
  name: 'ordering.list-my-orders',
  summary: 'Lists the orders of the user, the newest first unless told.',
  rest: 'GET /orders',
  access: signedIn,
  input: z.object({
    orderStatus: OrderStatus.optional(),
    paymentStatus: OrderPaymentStatus.optional(),
    fulfilmentStatus: FulfilmentStatus.optional(),
    placedFrom: z.iso.datetime().optional(),
    placedBefore: z.iso.datetime().optional(),
    sort: z
      .enum(['-placedAt', 'placedAt', '-total', 'total'])
      .default('-placedAt')
      .describe('Totals are compared by their amounts, whatever the currency'),
    limit: z.int().min(1).max(100).default(20),
    /** The number of the last order of the page before. */
    after: OrderNumber.optional(),
  }),
  output: z.object({ items: z.array(MyOrder), next: OrderNumber.nullable() }).meta({ id: 'MyOrderList' }),
  run: async (ctx, { after, ...filter }) => {
    const person = personOf(ctx.caller)
    if (person === undefined) return { items: [], next: null }
    const userId = UserId.parse(person)
    const rows = await ordersOf(ctx.sql, userId, { ...filter, after: after === undefined ? null : sequenceOf(after) })
    const items = rows
      .slice(0, filter.limit)
      .map((row) => ({ ...summarise(row, ctx.now()), pieces: row.pieces, lines: [...row.lines] }))
    return { items, next: rows.length > filter.limit ? (items.at(-1)?.number ?? null) : null }
  },
})
