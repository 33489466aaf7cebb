import { isRefused, job } from '@merx/kernel'
import { expireOrder } from '../commands/expire-order.ts'
import { expiredOrders } from '../data/expired.ts'

/** Each in a unit of work of its own: one that cannot be given up just now keeps no other waiting. */
export const expireUnpaidOrders = job({
  name: 'ordering.expire-unpaid-orders',
  every: 5,
  run: async (ctx) => {
    for (const orderId of await expiredOrders(ctx.sql, ctx.now(), 500)) {
      try {
        const answer = await ctx.call(expireOrder, { orderId })
        if (isRefused(answer)) ctx.log.error({ orderId, code: answer.code }, 'an unpaid order could not be given up')
      } catch (error) {
        ctx.log.error({ err: error, orderId }, 'an unpaid order could not be given up')
      }
    }
  },
})
