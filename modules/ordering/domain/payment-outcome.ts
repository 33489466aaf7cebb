import { text } from '@merx/kernel'
import { z } from 'zod'
import { OrderId } from './ids.ts'
import { type Applied, type LockedOrder, moved, noConsequences, withPayment } from './order.ts'
import { mayMove, type OrderPaymentStatus } from './status.ts'

/** What became of one payment. */
export const PaymentOutcome = z
  .object({
    orderId: OrderId,
    paymentId: z.uuid(),
    kind: z.enum(['authorized', 'captured', 'failed', 'cancelled', 'partly_refunded', 'refunded']),
    reason: text(200).nullable(),
  })
  .meta({ id: 'PaymentOutcome' })
export type PaymentOutcome = z.output<typeof PaymentOutcome>

/**
 * What the outcome of a payment does to its order. The same outcome twice changes nothing the second time, and any order of arrival ends
 * in the same place: one payment counts, money beyond it goes back. `newRefundId` names the refund, should there be one.
 */
function applyOutcome(
  order: LockedOrder,
  { paymentId, kind, reason }: PaymentOutcome,
  newRefundId: () => string,
): Applied {
  const payment = order.payments.find((one) => one.paymentId === paymentId)
  if (!payment) return unchanged(order)
  switch (kind) {
    case 'captured':
      if (payment.status === 'paid' || payment.status === 'refunded') return unchanged(order)
      return isSurplus(order, paymentId) ? returned(order, paymentId, newRefundId()) : held(order, paymentId, 'paid')
    case 'authorized':
      if (payment.status !== 'open' && payment.status !== 'failed') return unchanged(order)
      return isSurplus(order, paymentId) ? given(order, paymentId) : held(order, paymentId, 'authorized')
    case 'failed':
    case 'cancelled':
      return lost(order, paymentId, { kind, reason })
    case 'partly_refunded':
      return refunded(order, paymentId, { part: true, reason })
    case 'refunded':
      return refunded(order, paymentId, { part: false, reason })
  }
}

/** Several outcomes, as they came. */
export function applyOutcomes(
  order: LockedOrder,
  outcomes: readonly PaymentOutcome[],
  newRefundId: () => string,
): Applied {
  let all: Applied = { order, history: [], consequences: noConsequences }
  for (const outcome of outcomes) {
    const next = applyOutcome(all.order, outcome, newRefundId)
    all = {
      order: next.order,
      history: [...all.history, ...next.history],
      consequences: {
        refunds: [...all.consequences.refunds, ...next.consequences.refunds],
        abandon: [...all.consequences.abandon, ...next.consequences.abandon],
      },
    }
  }
  return all
}

/** The order is given up, or another payment holds it already. */
function isSurplus(order: LockedOrder, paymentId: string): boolean {
  return order.orderStatus === 'cancelled' || order.payments.some((one) => one.paymentId !== paymentId && holds(one))
}

function holds({ status, refundId }: LockedOrder['payments'][number]): boolean {
  return status === 'authorized' || (status === 'paid' && refundId === null)
}

function held(order: LockedOrder, paymentId: string, status: 'authorized' | 'paid'): Applied {
  const abandon = order.payments.filter((one) => one.paymentId !== paymentId && isOpen(one)).map((one) => one.paymentId)
  const change = moved(
    withPayment(order, paymentId, { status }),
    {
      ...(mayMove(order, { paymentStatus: status }) ? { paymentStatus: status } : {}),
      ...(order.orderStatus === 'pending' ? { orderStatus: 'confirmed' as const } : {}),
    },
    null,
  )
  return { ...change, consequences: { refunds: [], abandon } }
}

/** A failed one too: at the provider its buyer may still succeed with another card. */
function isOpen({ status }: LockedOrder['payments'][number]): boolean {
  return status === 'open' || status === 'failed'
}

/** Money that nobody waits for goes back. */
function returned(order: LockedOrder, paymentId: string, refundId: string): Applied {
  const reason = order.orderStatus === 'cancelled' ? 'order_cancelled' : 'paid_twice'
  const counts = order.orderStatus === 'cancelled' && mayMove(order, { paymentStatus: 'paid' })
  const change = moved(
    withPayment(order, paymentId, { status: 'paid', refundId }),
    counts ? { paymentStatus: 'paid' } : {},
    reason,
  )
  return { ...change, consequences: { ...noConsequences, refunds: [{ paymentId, refundId, reason }] } }
}

/** A promise that nobody waits for is not taken up. */
function given(order: LockedOrder, paymentId: string): Applied {
  return { order, history: [], consequences: { ...noConsequences, abandon: [paymentId] } }
}

function lost(
  order: LockedOrder,
  paymentId: string,
  { kind, reason }: Pick<PaymentOutcome, 'kind' | 'reason'> & { readonly kind: 'failed' | 'cancelled' },
): Applied {
  const payment = order.payments.find((one) => one.paymentId === paymentId)
  if (!payment || payment.status === kind || !(isOpen(payment) || payment.status === 'authorized'))
    return unchanged(order)
  const isNewest = order.payments.at(-1)?.paymentId === paymentId
  const counted = isNewest || payment.status === 'authorized'
  // of an order that goes on, a payment given up by the provider is a try that failed: there may be another one
  const paymentStatus: OrderPaymentStatus = order.orderStatus === 'cancelled' ? 'cancelled' : 'failed'
  const change = moved(
    withPayment(order, paymentId, { status: kind }),
    counted && mayMove(order, { paymentStatus }) ? { paymentStatus } : {},
    reason,
  )
  return { ...change, consequences: noConsequences }
}

function refunded(
  order: LockedOrder,
  paymentId: string,
  { part, reason }: { readonly part: boolean; readonly reason: string | null },
): Applied {
  const after = part ? order : withPayment(order, paymentId, { status: 'refunded' })
  const kept = order.payments.some((one) => one.paymentId !== paymentId && holds(one))
  const paymentStatus: OrderPaymentStatus = part ? 'partly_refunded' : 'refunded'
  const change = moved(after, !kept && mayMove(order, { paymentStatus }) ? { paymentStatus } : {}, reason)
  return { ...change, consequences: noConsequences }
}

function unchanged(order: LockedOrder): Applied {
  return { order, history: [], consequences: noConsequences }
}
