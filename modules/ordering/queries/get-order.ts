import { anyone, isRefused, query, text } from '@merx/kernel'
import { z } from 'zod'
import { wholeOrders } from '../data/orders.ts'
import { OrderNumber } from '../domain/order-number.ts'
import { Order } from '../domain/order-view.ts'
import { openOrder, unknownOrder } from '../open-order.ts'
import { showOrder } from '../show-order.ts'

export const getOrder = query({
  name: 'ordering.get-order',
  summary: 'Shows an order with its timeline to whoever holds its token, from the query or kept by the browser.',
  rest: 'GET /orders/{number}',
  access: anyone,
  input: z.object({ number: OrderNumber, token: text(200).optional() }),
  output: Order,
  refuses: { unknown_order: 404 },
  run: async (ctx, input) => {
    const orderId = await openOrder(ctx, input)
    if (isRefused(orderId)) return orderId
    const [order] = await wholeOrders(ctx.sql, [orderId])
    return order ? showOrder(order, ctx.now()) : unknownOrder(input.number)
  },
})
