import { can, query, text } from '@merx/kernel'
import { z } from 'zod'
import { summaryColumns } from '../data/orders.ts'
import { OrderNumber, sequenceOf } from '../domain/order-number.ts'
import { OrderSummary } from '../domain/order-view.ts'
import { FulfilmentStatus, OrderPaymentStatus, OrderStatus } from '../domain/status.ts'
import { type SummaryRow, summarise } from '../domain/summarise.ts'

const ListedOrder = OrderSummary.extend({ email: z.string(), market: z.string() }).meta({ id: 'ListedOrder' })

type Row = SummaryRow & { readonly email: string; readonly market: string }

export const listOrders = query({
  name: 'ordering.list-orders',
  summary: 'Lists orders, the newest first.',
  rest: 'GET /admin/orders',
  access: can('orders:read'),
  input: z.object({
    orderStatus: OrderStatus.optional(),
    paymentStatus: OrderPaymentStatus.optional(),
    fulfilmentStatus: FulfilmentStatus.optional(),
    market: text(40).optional(),
    email: text(254).optional(),
    placedFrom: z.iso.datetime().optional(),
    placedBefore: z.iso.datetime().optional(),
    limit: z.int().min(1).max(100).default(50),
    /** The number of the last order of the page before. */
    after: OrderNumber.optional(),
  }),
  output: z.object({ items: z.array(ListedOrder), next: OrderNumber.nullable() }).meta({ id: 'OrderList' }),
  run: async (ctx, filter) => {
    const after = filter.after === undefined ? null : sequenceOf(filter.after)
    const rows = await ctx.sql<Row[]>`
      select ${summaryColumns(ctx.sql)}, placed.email, placed.market from ordering.order placed
      where (${filter.orderStatus ?? null}::text is null or order_status = ${filter.orderStatus ?? null})
        and (${filter.paymentStatus ?? null}::text is null or payment_status = ${filter.paymentStatus ?? null})
        and (${filter.fulfilmentStatus ?? null}::text is null or fulfilment_status = ${filter.fulfilmentStatus ?? null})
        and (${filter.market ?? null}::text is null or market = ${filter.market ?? null})
        and (${filter.email ?? null}::text is null or lower(email) = lower(${filter.email ?? null}))
        and (${filter.placedFrom ?? null}::timestamptz is null or placed_at >= ${filter.placedFrom ?? null})
        and (${filter.placedBefore ?? null}::timestamptz is null or placed_at < ${filter.placedBefore ?? null})
        and (${after}::bigint is null or number < ${after})
      order by number desc limit ${filter.limit + 1}`
    const items = rows
      .slice(0, filter.limit)
      .map((row) => ({ ...summarise(row, ctx.now()), email: row.email, market: row.market }))
    return { items, next: rows.length > filter.limit ? (items.at(-1)?.number ?? null) : null }
  },
})
