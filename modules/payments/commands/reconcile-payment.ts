import { can, exchange, type Refusal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { applyReport } from '../apply-report.ts'
import { lockPayment } from '../data/locks.ts'
import { findPayment, scheduleCheck } from '../data/payments.ts'
import { PaymentId, PaymentStatus } from '../domain/payment.ts'
import { type PaymentReport, ProviderUnavailable } from '../domain/provider.ts'
import { unknownPayment } from '../domain/unknown-payment.ts'
import { checkTime, isOnline } from '../next-check.ts'
import { providerOf } from '../payment-providers.ts'

type Prepared = { readonly provider: string; readonly providerReference: string }

export const reconcilePayment = exchange({
  name: 'payments.reconcile-payment',
  summary: 'Asks the provider what became of a payment and repairs what the shop has missed.',
  rest: 'POST /admin/payments/{paymentId}/reconcile',
  access: can('payments:write'),
  input: z.object({ paymentId: PaymentId }),
  output: z
    .object({ paymentId: PaymentId, status: PaymentStatus, repaired: z.boolean() })
    .meta({ id: 'ReconciledPayment' }),
  refuses: { unknown_payment: 404, payment_not_opened: 409, provider_unavailable: 503 },

  async prepare(ctx, { paymentId }): Promise<Prepared | Refusal<'unknown_payment' | 'payment_not_opened'>> {
    const payment = await lockPayment(ctx.sql, paymentId)
    if (!payment) return unknownPayment(paymentId)
    const { provider, providerReference } = payment
    if (providerReference === null || !isOnline(ctx, payment)) {
      return refuse('payment_not_opened', { detail: 'No provider knows of this payment, so there is nobody to ask.' })
    }
    // moved on before the call: a provider that is down is not asked again at once
    await scheduleCheck(ctx.sql, paymentId, checkTime(ctx, payment, payment.status))
    return { provider, providerReference }
  },

  async external(ctx, { paymentId }, { provider, providerReference }): Promise<PaymentReport | 'unavailable'> {
    try {
      return await providerOf(ctx, { id: paymentId, provider }).fetch(providerReference)
    } catch (error) {
      if (error instanceof ProviderUnavailable) return 'unavailable'
      throw error
    }
  },

  async finalize(ctx, { paymentId }, { prepared: { provider }, outcome: report }) {
    if (report === 'unavailable') {
      return refuse('provider_unavailable', {
        detail: 'The payment provider does not answer just now; it is asked again later.',
      })
    }
    const outcome = await applyReport(ctx, { ...report, paymentId }, { provider, source: 'reconciliation' })
    const payment = await findPayment(ctx.sql, paymentId)
    if (!payment) return unknownPayment(paymentId)
    return { paymentId, status: payment.status, repaired: outcome === 'applied' || outcome === 'mismatched' }
  },
})
