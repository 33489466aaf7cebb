import { anyone, flow, isRefused, text } from '@merx/kernel'
import { z } from 'zod'
import { wholeOrders } from '../data/orders.ts'
import { actorOf } from '../domain/actor.ts'
import { OrderNumber } from '../domain/order-number.ts'
import { Order } from '../domain/order-view.ts'
import { giveUp, giveUpRefusals } from '../give-up.ts'
import { openOrder, unknownOrder } from '../open-order.ts'
import { showOrder } from '../show-order.ts'

export const cancelOrder = flow({
  name: 'ordering.cancel-order',
  summary:
    'Cancels an order that has not been shipped, for whoever holds its token; what was paid goes back. Repeats change nothing.',
  rest: 'POST /orders/{number}/cancel',
  access: anyone,
  input: z.object({ number: OrderNumber, token: text(200).optional() }),
  output: Order,
  refuses: { unknown_order: 404, ...giveUpRefusals },
  read: async (ctx, input) => {
    const orderId = await openOrder(ctx, input)
    return isRefused(orderId) ? orderId : { orderId, actor: actorOf(ctx.caller) }
  },
  steps: (ctx, _input, { orderId, actor }) => giveUp(ctx, { orderId, reason: 'requested', actor }),
  answer: async (ctx, { number }, { facts: { orderId } }) => {
    const [order] = await wholeOrders(ctx.sql, [orderId])
    return order ? showOrder(order, ctx.now()) : unknownOrder(number)
  },
})
