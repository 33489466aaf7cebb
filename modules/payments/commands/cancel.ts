import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { factOf } from '../announce.ts'
import { lockPayment } from '../data/locks.ts'
import { movePayment } from '../data/payments.ts'
import { cancelAtProvider } from '../deliveries/cancel-at-provider.ts'
import { isCancellable } from '../domain/moves.ts'
import { PaymentId, PaymentState } from '../domain/payment.ts'
import { paymentCancelled } from '../events.ts'
import { checkTime, isOnline } from '../next-check.ts'

/**
 * Never refuses: when the money was faster the answer says `captured` and the caller decides about a refund. Money that comes afterwards
 * is published as captured like any other.
 */
export const cancel = command({
  name: 'payments.cancel',
  summary: 'Gives a payment up unless the money came; the provider is told after commit. Tells the status it has then.',
  access: internal,
  input: z.object({ paymentId: PaymentId }),
  output: PaymentState,
  async run(ctx, { paymentId }): Promise<PaymentState> {
    const payment = await lockPayment(ctx.sql, paymentId)
    if (!payment) throw new Error(`There is no payment ${paymentId} to cancel`)
    if (!isCancellable(payment.status)) return { paymentId, status: payment.status }
    // one that is just being opened has no reference yet: `open` tells the provider when it has
    const isKnownOutside = payment.providerReference !== null && isOnline(ctx, payment)
    await movePayment(ctx.sql, {
      payment,
      to: 'cancelled',
      source: 'shop',
      amount: payment.amount,
      currency: payment.currency,
      providerReference: null,
      webhookId: null,
      reason: 'cancelled_by_shop',
      checkAt: isKnownOutside ? checkTime(ctx, payment, 'cancelled') : null,
      at: ctx.now(),
    })
    ctx.publish(paymentCancelled, { ...factOf(payment), reason: 'cancelled_by_shop' })
    if (isKnownOutside) ctx.deliver(cancelAtProvider, { id: paymentId, payload: { paymentId } })
    return { paymentId, status: 'cancelled' }
  },
})
