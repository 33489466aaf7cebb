import { delivery } from '@merx/kernel'
import { z } from 'zod'
import { findPayment } from '../data/payments.ts'
import { PaymentId } from '../domain/payment.ts'
import { providerOf } from '../payment-providers.ts'

/** Tells the provider that the shop gave a payment up, so that nobody pays it any more. */
export const cancelAtProvider = delivery({
  name: 'payments.cancel-at-provider',
  schema: z.object({ paymentId: PaymentId }),
  async send(ctx, { payload }) {
    const payment = await findPayment(ctx.sql, payload.paymentId)
    if (!payment?.providerReference) return
    await providerOf(ctx, payment).cancel(payment.providerReference)
  },
})
