import { command, internal, type WorkContext } from '@merx/kernel'
import { z } from 'zod'
import { lockOrders } from '../data/locks.ts'
import { saveChanges, soldLines } from '../data/order-changes.ts'
import { actorOf } from '../domain/actor.ts'
import { LeftToDo } from '../domain/consequences.ts'
import { hasMoved, type OrderChange } from '../domain/order.ts'
import { orderNumber } from '../domain/order-number.ts'
import { applyOutcomes, PaymentOutcome } from '../domain/payment-outcome.ts'
import { orderConfirmed, orderPaid } from '../events.ts'

export const recordPayments = command({
  name: 'ordering.record-payments',
  summary:
    'Moves orders by what became of their payments, and tells what that leaves to other modules in the same unit of work.',
  access: internal,
  input: z.object({ outcomes: z.array(PaymentOutcome).min(1) }),
  output: LeftToDo,
  run: async (ctx, { outcomes }) => {
    const orders = await lockOrders(ctx.sql, [...new Set(outcomes.map(({ orderId }) => orderId))])
    const applied = orders.map((order) =>
      applyOutcomes(
        order,
        outcomes.filter(({ orderId }) => orderId === order.id),
        ctx.newId,
      ),
    )
    const changes = applied.filter(({ order }, index) => order !== orders[index])
    if (changes.length > 0) await saveChanges(ctx.sql, changes, { actor: actorOf(ctx.caller), at: ctx.now() })
    const confirmed = changes.filter((change) => hasMoved(change, 'order', 'confirmed'))
    if (confirmed.length > 0) await announceConfirmed(ctx, confirmed)
    announcePaid(ctx, changes)
    return {
      confirmed: confirmed.map(({ order }) => order.id),
      cancelled: [],
      refunds: applied.flatMap(({ consequences }) => [...consequences.refunds]),
      abandoned: applied.flatMap(({ consequences }) => [...consequences.abandon]),
    }
  },
})

async function announceConfirmed(ctx: WorkContext, confirmed: readonly OrderChange[]): Promise<void> {
  const sold = await soldLines(
    ctx.sql,
    confirmed.map(({ order }) => order.id),
  )
  for (const { order } of confirmed) {
    const lines = sold.filter(({ orderId }) => orderId === order.id)
    ctx.publish(orderConfirmed, orderConfirmed.schema.parse({ ...factOf(order), lines }))
  }
}

function announcePaid(ctx: WorkContext, changes: readonly OrderChange[]): void {
  for (const change of changes) {
    if (change.order.orderStatus === 'confirmed' && hasMoved(change, 'payment', 'paid'))
      ctx.publish(orderPaid, orderPaid.schema.parse(factOf(change.order)))
  }
}

function factOf({ id, number, total, currency }: OrderChange['order']) {
  return { orderId: id, number: orderNumber(number), total, currency }
}
