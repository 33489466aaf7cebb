import { command, internal, money, refuse } from '@merx/kernel'
import { z } from 'zod'
import { lockOrder } from '../data/locks.ts'
import { saveChanges } from '../data/order-changes.ts'
import { cancelled } from '../domain/cancellation.ts'
import { LeftToDo } from '../domain/consequences.ts'
import { OrderId } from '../domain/ids.ts'
import { orderNumber } from '../domain/order-number.ts'
import { orderCancelled } from '../events.ts'

const CancelReason = z.enum(['requested', 'expired']).meta({ id: 'CancelReason' })

export const recordCancellation = command({
  name: 'ordering.record-cancellation',
  summary: 'Gives an order up and tells what that leaves to other modules in the same unit of work.',
  access: internal,
  input: z.object({ orderId: OrderId, reason: CancelReason, actor: z.string() }),
  output: LeftToDo,
  refuses: { order_not_cancellable: 409 },
  run: async (ctx, { orderId, reason, actor }) => {
    const order = await lockOrder(ctx.sql, orderId)
    // somebody was faster: the clock gives up nothing that was paid meanwhile, and what is given up stays so
    if (!order || order.orderStatus === 'cancelled' || (reason === 'expired' && order.orderStatus !== 'pending'))
      return { confirmed: [], cancelled: [], refunds: [], abandoned: [] }
    const change = cancelled(order, reason, ctx.newId)
    if (!change) {
      return refuse('order_not_cancellable', {
        detail: `Order ${orderNumber(order.number)} has left the house and can no longer be cancelled.`,
      })
    }
    const { refunds, abandon } = change.consequences
    await saveChanges(ctx.sql, [change], { actor, at: ctx.now() })
    const refund = refunds.length > 0 ? money(order.total, order.currency) : null
    ctx.publish(
      orderCancelled,
      orderCancelled.schema.parse({ orderId, number: orderNumber(order.number), reason, refund }),
    )
    return { confirmed: [], cancelled: [orderId], refunds: [...refunds], abandoned: [...abandon] }
  },
})
