import { can, flow } from '@merx/kernel'
import { z } from 'zod'
import { orderKey, wholeOrders } from '../data/orders.ts'
import { actorOf } from '../domain/actor.ts'
import { OrderNumber, sequenceOf } from '../domain/order-number.ts'
import { StaffOrder } from '../domain/order-view.ts'
import { giveUp, giveUpRefusals } from '../give-up.ts'
import { unknownOrder } from '../open-order.ts'
import { showToStaff } from '../show-order.ts'

export const cancelByStaff = flow({
  name: 'ordering.cancel-by-staff',
  summary: 'Cancels an order that has not been shipped; what was paid goes back.',
  rest: 'POST /admin/orders/{number}/cancel',
  access: can('orders:write'),
  input: z.object({ number: OrderNumber }),
  output: StaffOrder,
  refuses: { unknown_order: 404, ...giveUpRefusals },
  read: async (ctx, { number }) => {
    const order = await orderKey(ctx.sql, sequenceOf(number))
    return order ? { orderId: order.id, actor: actorOf(ctx.caller) } : unknownOrder(number)
  },
  steps: (ctx, _input, { orderId, actor }) => giveUp(ctx, { orderId, reason: 'requested', actor }),
  answer: async (ctx, { number }, { facts: { orderId } }) => {
    const [order] = await wholeOrders(ctx.sql, [orderId])
    return order ? showToStaff(order, ctx.now()) : unknownOrder(number)
  },
})
