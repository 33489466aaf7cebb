import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { orderKey, wholeOrders } from '../data/orders.ts'
import { OrderNumber, sequenceOf } from '../domain/order-number.ts'
import { StaffOrder } from '../domain/order-view.ts'
import { unknownOrder } from '../open-order.ts'
import { showToStaff } from '../show-order.ts'

export const showOrder = query({
  name: 'ordering.show-order',
  summary: 'Shows an order to staff, with its whole history.',
  rest: 'GET /admin/orders/{number}',
  access: can('orders:read'),
  input: z.object({ number: OrderNumber }),
  output: StaffOrder,
  refuses: { unknown_order: 404 },
  run: async (ctx, { number }) => {
    const key = await orderKey(ctx.sql, sequenceOf(number))
    const [order] = key ? await wholeOrders(ctx.sql, [key.id]) : []
    return order ? showToStaff(order, ctx.now()) : unknownOrder(number)
  },
})
