import { commit, release } from '@merx/inventory'
import type { StepContext } from '@merx/kernel'
import { cancel, PaymentId, RefundId, requestRefund } from '@merx/payments'
import type { LeftToDo } from './domain/consequences.ts'
import { ReservationId } from './domain/ids.ts'

/** What the steps below may refuse, for the flows that take them. */
export const followThroughRefusals = {
  unknown_payment: 404,
  payment_not_captured: 409,
  refund_exceeds_payment: 409,
} as const

/** The goods of confirmed orders are no longer held but sold. */
export async function handOver(ctx: Pick<StepContext, 'step'>, confirmed: LeftToDo['confirmed']): Promise<void> {
  for (const orderId of confirmed) await ctx.step(commit, { reservationId: ReservationId.parse(orderId) })
}

/**
 * Lets other modules do what a move of orders leaves to them, in the unit of work of the move. The reservation of an order is named
 * after it. Payments first, stock last: its rows are the contended ones.
 */
export async function followThrough(
  ctx: Pick<StepContext<keyof typeof followThroughRefusals>, 'step'>,
  { confirmed, cancelled, refunds, abandoned }: LeftToDo,
): Promise<void> {
  for (const paymentId of abandoned) await ctx.step(cancel, { paymentId: PaymentId.parse(paymentId) })
  for (const { paymentId, refundId, reason } of refunds) {
    await ctx.step(requestRefund, { paymentId: PaymentId.parse(paymentId), refundId: RefundId.parse(refundId), reason })
  }
  await handOver(ctx, confirmed)
  for (const orderId of cancelled) {
    await ctx.step(release, { reservationId: ReservationId.parse(orderId), reason: 'order cancelled' })
  }
}
