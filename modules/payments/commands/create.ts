import { command, internal, type Refusal, refuse } from '@merx/kernel'
import { findPayment, insertPayment } from '../data/payments.ts'
import { NewPayment, PaymentState } from '../domain/payment.ts'
import { findProvider } from '../payment-providers.ts'

export const create = command({
  name: 'payments.create',
  summary: 'Writes down a payment that is to be made; repeated, it changes nothing and tells the status.',
  access: internal,
  input: NewPayment,
  output: PaymentState,
  refuses: { unknown_provider: 422 },
  async run(ctx, payment): Promise<PaymentState | Refusal<'unknown_provider'>> {
    const { paymentId, provider } = payment
    if (!findProvider(ctx, provider)) {
      return refuse('unknown_provider', { detail: `This shop does not take payments by '${provider}'.`, provider })
    }
    if (await insertPayment(ctx.sql, payment, { status: 'created', at: ctx.now() }))
      return { paymentId, status: 'created' }
    const earlier = await findPayment(ctx.sql, paymentId)
    return { paymentId, status: earlier?.status ?? 'cancelled' }
  },
})
