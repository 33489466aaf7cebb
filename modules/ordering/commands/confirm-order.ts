import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { confirmPlaced } from '../data/order-changes.ts'
import { actorOf } from '../domain/actor.ts'
import { orderConfirmed } from '../events.ts'

export const confirmOrder = command({
  name: 'ordering.confirm-order',
  summary: 'Confirms an order that is paid at the door: the last step of its checkout, when its stock is taken.',
  access: internal,
  input: orderConfirmed.schema,
  output: z.object({ isConfirmed: z.boolean() }).meta({ id: 'OrderConfirmation' }),
  run: async (ctx, order) => {
    const by = { actor: actorOf(ctx.caller), at: ctx.now() }
    // where modules live apart it may have been given up since it was placed: whoever did that has undone the rest too
    const isConfirmed = await confirmPlaced(ctx.sql, order.orderId, by)
    if (isConfirmed) ctx.publish(orderConfirmed, order)
    return { isConfirmed }
  },
})
