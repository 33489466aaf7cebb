import { consumer, type PublishedOf } from '@merx/kernel'
import {
  paymentAuthorized,
  paymentCancelled,
  paymentCaptured,
  paymentFailed,
  paymentMismatched,
  paymentRefunded,
} from '@merx/payments/events'
import { recordPayments } from '../commands/record-payments.ts'
import { OrderId } from '../domain/ids.ts'
import type { PaymentOutcome } from '../domain/payment-outcome.ts'
import { followThrough } from '../follow-through.ts'

const types = [
  paymentAuthorized,
  paymentCaptured,
  paymentFailed,
  paymentCancelled,
  paymentMismatched,
  paymentRefunded,
] as const

/** Moves orders by what happened to their payments: the one way by which an order is confirmed, except at the door of checkout. */
export const settlePayments = consumer({
  name: 'ordering.settle-payments',
  on: types,
  handle: async (ctx, events) => {
    const outcomes = events.flatMap(outcomeOf)
    if (outcomes.length > 0) await followThrough(ctx, await ctx.step(recordPayments, { outcomes }))
  },
})

/** None for a payment of something else: the reference of ours is the order's id. */
function outcomeOf(event: PublishedOf<(typeof types)[number]>): readonly PaymentOutcome[] {
  const order = OrderId.safeParse(event.payload.reference)
  if (!order.success) return []
  const of = { orderId: order.data, paymentId: event.payload.paymentId }
  switch (event.name) {
    case 'payments.payment.authorized.v1':
      // whoever created it has moved the order with it
      if (event.payload.atCreation) return []
      return [{ ...of, kind: 'authorized', reason: null }]
    case 'payments.payment.captured.v1':
      return [{ ...of, kind: 'captured', reason: null }]
    case 'payments.payment.failed.v1':
      return [{ ...of, kind: 'failed', reason: event.payload.reason }]
    case 'payments.payment.cancelled.v1':
      return [{ ...of, kind: 'cancelled', reason: event.payload.reason }]
    case 'payments.payment.mismatched.v1':
      return [{ ...of, kind: 'failed', reason: 'mismatched' }]
    case 'payments.payment.refunded.v1': {
      const { refundedInAll, amount } = event.payload
      return [{ ...of, kind: refundedInAll < amount ? 'partly_refunded' : 'refunded', reason: null }]
    }
  }
}
