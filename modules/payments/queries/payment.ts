import { internal, Money, query } from '@merx/kernel'
import { z } from 'zod'
import { findPayment } from '../data/payments.ts'
import { refundable } from '../domain/moves.ts'
import { PaymentId, PaymentNext, PaymentStatus } from '../domain/payment.ts'
import { unknownPayment } from '../domain/unknown-payment.ts'

export const payment = query({
  name: 'payments.payment',
  summary: 'Tells other modules how a payment stands.',
  access: internal,
  input: z.object({ paymentId: PaymentId }),
  output: z
    .object({
      paymentId: PaymentId,
      reference: z.string(),
      provider: z.string(),
      status: PaymentStatus,
      amount: Money,
      captured: Money,
      refunded: Money,
      /** What may still be refunded: captured, less what is refunded or being refunded. */
      refundable: Money,
      next: PaymentNext.nullable(),
    })
    .meta({ id: 'Payment' }),
  refuses: { unknown_payment: 404 },
  async run(ctx, { paymentId }) {
    const found = await findPayment(ctx.sql, paymentId)
    if (!found) return unknownPayment(paymentId)
    const { reference, provider, status, currency, next } = found
    return {
      paymentId,
      reference,
      provider,
      status,
      amount: { amount: found.amount, currency },
      captured: { amount: found.captured, currency },
      refunded: { amount: found.refunded, currency },
      refundable: { amount: refundable(found), currency },
      next,
    }
  },
})
