import { type Applied, type LockedOrder, moved, withPayment } from './order.ts'
import { mayMove } from './status.ts'

/** Gives an order up: what was paid goes back, what might still be paid is abandoned. `undefined`: too late for that. */
export function cancelled(
  order: LockedOrder,
  reason: 'requested' | 'expired' | 'refused',
  newRefundId: () => string,
): Applied | undefined {
  if (!mayMove(order, { orderStatus: 'cancelled' })) return undefined
  const refunds = order.payments
    .filter(({ status, refundId }) => status === 'paid' && refundId === null)
    .map(({ paymentId }) => ({ paymentId, refundId: newRefundId(), reason: 'order_cancelled' }))
  const abandon = order.payments
    .filter(({ status }) => status === 'open' || status === 'failed' || status === 'authorized')
    .map(({ paymentId }) => paymentId)
  const refunding = refunds.reduce(
    (all, { paymentId, refundId }) => withPayment(all, paymentId, { refundId }),
    abandon.reduce((all, paymentId) => withPayment(all, paymentId, { status: 'cancelled' }), order),
  )
  const gives = mayMove(order, { paymentStatus: 'cancelled' })
  const change = moved(
    refunding,
    { orderStatus: 'cancelled', ...(gives ? { paymentStatus: 'cancelled' as const } : {}) },
    reason,
  )
  return { ...change, consequences: { refunds, abandon } }
}
