import { command, internal, Money, money, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { lockOrder } from '../data/locks.ts'
import { insertPayment, saveChanges } from '../data/order-changes.ts'
import { actorOf } from '../domain/actor.ts'
import { OrderId } from '../domain/ids.ts'
import { nextTry } from '../domain/next-try.ts'
import { OrderNumber, orderNumber } from '../domain/order-number.ts'

export const startPayment = command({
  name: 'ordering.start-payment',
  summary: 'Begins another try to pay an order, or goes on with the one that is under way by the same method.',
  access: internal,
  input: z.object({ orderId: OrderId, paymentId: z.uuid(), provider: text(40) }),
  output: z
    .object({
      isNew: z.boolean(),
      paymentId: z.uuid(),
      number: OrderNumber,
      amount: Money,
      abandoned: z.array(z.uuid()),
    })
    .meta({ id: 'StartedPayment' }),
  refuses: { order_not_payable: 409 },
  run: async (ctx, { orderId, paymentId, provider }) => {
    const order = await lockOrder(ctx.sql, orderId)
    if (!order) throw new Error(`There is no order ${orderId} to pay`)
    const number = orderNumber(order.number)
    const amount = Money.parse(money(order.total, order.currency))
    const next = nextTry(order, provider, ctx.now())
    switch (next.kind) {
      case 'not_payable':
        return refuse('order_not_payable', {
          detail:
            order.orderStatus === 'confirmed'
              ? `Order ${number} needs no payment any more.`
              : `The time to pay order ${number} is over. Place a new one.`,
        })
      case 'resume':
        return { isNew: false, paymentId: next.paymentId, number, amount, abandoned: [] }
      case 'new': {
        const { abandon } = next.change.consequences
        await saveChanges(ctx.sql, [next.change], { actor: actorOf(ctx.caller), at: ctx.now() })
        await insertPayment(ctx.sql, { orderId, paymentId, provider, at: ctx.now() })
        return { isNew: true, paymentId, number, amount, abandoned: [...abandon] }
      }
    }
  },
})
