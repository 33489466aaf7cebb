import { type Refusal, refuse, type WorkContext } from '@merx/kernel'
import { lockPayment } from './data/locks.ts'
import { findRefund, insertRefund, type RefundRow, scheduleRefundCheck } from './data/refunds.ts'
import { nextRefundCheck } from './domain/checks.ts'
import { refundable } from './domain/moves.ts'
import type { Payment } from './domain/payment.ts'
import type { NewRefund, RefundState } from './domain/refund.ts'
import { unknownPayment } from './domain/unknown-payment.ts'

export const refundRefusals = { unknown_payment: 404, payment_not_captured: 409, refund_exceeds_payment: 409 } as const

type Begun = { readonly payment: Payment; readonly refund: RefundState }

/** Sets the amount of a refund aside under the payment's lock, once for each `refundId`. */
export async function beginRefund(
  ctx: WorkContext,
  input: NewRefund,
): Promise<Begun | Refusal<keyof typeof refundRefusals>> {
  const { refundId, paymentId, reason } = input
  const payment = await lockPayment(ctx.sql, paymentId)
  if (!payment) return unknownPayment(paymentId)
  const at = ctx.now()

  const earlier = await findRefund(ctx.sql, refundId)
  if (earlier) {
    requireSame(earlier, input)
    await scheduleRefundCheck(ctx.sql, refundId, nextRefundCheck(earlier.createdAt, at))
    return { payment, refund: stateOf(input, payment, earlier) }
  }

  if (payment.captured === 0) {
    return refuse('payment_not_captured', { detail: 'No money came by this payment, so there is none to give back.' })
  }
  const amount = input.amount?.amount ?? refundable(payment)
  const isOurs = input.amount === undefined || input.amount.currency === payment.currency
  const checkAt = nextRefundCheck(at, at)
  const fits =
    isOurs && amount > 0 && (await insertRefund(ctx.sql, { refundId, paymentId, amount, reason, checkAt, at }))
  if (!fits) {
    return refuse('refund_exceeds_payment', {
      detail: 'The payment has less left than is to be refunded.',
      refundable: { amount: refundable(payment), currency: payment.currency },
    })
  }
  return { payment, refund: stateOf(input, payment, { amount, status: 'requested' }) }
}

function requireSame(earlier: RefundRow, { refundId, paymentId, amount }: NewRefund): void {
  if (earlier.paymentId !== paymentId || (amount !== undefined && amount.amount !== earlier.amount)) {
    throw new Error(`The refund ${refundId} was asked for with another payment or amount`)
  }
}

function stateOf(
  { refundId, paymentId }: NewRefund,
  { currency }: Payment,
  { amount, status }: Pick<RefundRow, 'amount' | 'status'>,
): RefundState {
  return { refundId, paymentId, amount: { amount, currency }, status }
}
