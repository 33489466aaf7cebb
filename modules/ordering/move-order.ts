import { type Refusal, refuse, type WorkContext } from '@merx/kernel'
import { lockOrder } from './data/locks.ts'
import { saveChanges } from './data/order-changes.ts'
import { orderKey, wholeOrders } from './data/orders.ts'
import { actorOf } from './domain/actor.ts'
import { moved } from './domain/order.ts'
import { type OrderNumber, sequenceOf } from './domain/order-number.ts'
import type { StaffOrder } from './domain/order-view.ts'
import { type Axes, mayMove } from './domain/status.ts'
import { unknownOrder } from './open-order.ts'
import { showToStaff } from './show-order.ts'

/** Moves an order along an axis that concerns no other module. An order that stands there already is left as it is. */
export async function moveOrder(
  ctx: WorkContext,
  number: OrderNumber,
  to: Partial<Axes>,
): Promise<StaffOrder | Refusal<'unknown_order' | 'illegal_move'>> {
  const key = await orderKey(ctx.sql, sequenceOf(number))
  const order = key && (await lockOrder(ctx.sql, key.id))
  if (!order) return unknownOrder(number)
  if (!stands(order, to)) {
    if (!mayMove(order, to)) {
      const { orderStatus, fulfilmentStatus, returnStatus } = order
      return refuse('illegal_move', {
        detail: `Order ${number} cannot become ${Object.values(to).join(', ')} from where it stands.`,
        orderStatus,
        fulfilmentStatus,
        returnStatus,
      })
    }
    await saveChanges(ctx.sql, [moved(order, to, null)], { actor: actorOf(ctx.caller), at: ctx.now() })
  }
  const [whole] = await wholeOrders(ctx.sql, [order.id])
  return whole ? showToStaff(whole, ctx.now()) : unknownOrder(number)
}

function stands(order: Axes, to: Partial<Axes>): boolean {
  const goals: Axes = { ...order, ...to }
  return (
    goals.orderStatus === order.orderStatus &&
    goals.paymentStatus === order.paymentStatus &&
    goals.fulfilmentStatus === order.fulfilmentStatus &&
    goals.returnStatus === order.returnStatus
  )
}
