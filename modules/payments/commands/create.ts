import { command, internal, type Refusal, refuse } from '@merx/kernel'
import { factOf } from '../announce.ts'
import { findPayment, insertPayment } from '../data/payments.ts'
import { NewPayment, PaymentState } from '../domain/payment.ts'
import { paymentAuthorized } from '../events.ts'
import { findProvider } from '../payment-providers.ts'

export const create = command({
  name: 'payments.create',
  summary:
    'Writes down a payment that is to be made, authorised where it is paid at the door; repeated, it changes nothing and tells the status.',
  access: internal,
  input: NewPayment,
  output: PaymentState,
  refuses: { unknown_provider: 422 },
  async run(ctx, payment): Promise<PaymentState | Refusal<'unknown_provider'>> {
    const { paymentId, provider: code } = payment
    const provider = findProvider(ctx, code)
    if (!provider) {
      return refuse('unknown_provider', { detail: `This shop does not take payments by '${code}'.`, provider: code })
    }
    const status = provider.kind === 'on_delivery' ? 'authorized' : 'created'
    if (!(await insertPayment(ctx.sql, payment, { status, at: ctx.now() }))) {
      const earlier = await findPayment(ctx.sql, paymentId)
      return { paymentId, status: earlier?.status ?? 'cancelled' }
    }
    if (status === 'authorized') {
      const { amount, currency } = payment.amount
      ctx.publish(paymentAuthorized, { ...factOf({ ...payment, id: paymentId, amount, currency }), atCreation: true })
    }
    return { paymentId, status }
  },
})
