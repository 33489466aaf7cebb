import { exchange, internal, type Refusal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { applyReport } from '../apply-report.ts'
import { lockPayment } from '../data/locks.ts'
import { keepOpened, movePayment, scheduleCheck } from '../data/payments.ts'
import { cancelAtProvider } from '../deliveries/cancel-at-provider.ts'
import { type Payment, PaymentId, PaymentNext, PaymentStatus } from '../domain/payment.ts'
import { type OpenedPayment, type PaymentToOpen, ProviderUnavailable } from '../domain/provider.ts'
import { unknownPayment } from '../domain/unknown-payment.ts'
import { checkTime } from '../next-check.ts'
import { providerOf } from '../payment-providers.ts'

const Opened = z
  .object({ paymentId: PaymentId, status: PaymentStatus, next: PaymentNext })
  .meta({ id: 'OpenedPayment' })

type Prepared =
  | { readonly asks: true; readonly payment: PaymentToOpen; readonly provider: string }
  | { readonly asks: false; readonly answer: z.output<typeof Opened> }

export const open = exchange({
  name: 'payments.open',
  summary:
    "Opens a payment at its provider and tells the buyer's next step; repeated, also after a crash, it is the same payment there.",
  access: internal,
  input: z.object({ paymentId: PaymentId }),
  output: Opened,
  refuses: { unknown_payment: 404, provider_unavailable: 503 },

  async prepare(ctx, { paymentId }): Promise<Prepared | Refusal<'unknown_payment'>> {
    const payment = await lockPayment(ctx.sql, paymentId)
    if (!payment) return unknownPayment(paymentId)
    if (payment.next !== null || isOver(payment)) return { asks: false, answer: answerOf(payment) }
    const at = ctx.now()
    const checkAt = checkTime(ctx, payment, 'opening')
    if (payment.status === 'created') {
      await movePayment(ctx.sql, {
        payment,
        to: 'opening',
        source: 'shop',
        amount: payment.amount,
        currency: payment.currency,
        providerReference: null,
        webhookId: null,
        reason: null,
        checkAt,
        at,
      })
    } else {
      await scheduleCheck(ctx.sql, paymentId, checkAt)
    }
    return { asks: true, payment: toOpen(payment), provider: payment.provider }
  },

  async external(ctx, _, prepared): Promise<OpenedPayment | 'unavailable' | undefined> {
    if (!prepared.asks) return undefined
    const { payment, provider } = prepared
    try {
      return await providerOf(ctx, { id: payment.paymentId, provider }).open(payment)
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      ctx.log.warn({ err: error, paymentId: payment.paymentId, provider }, 'the provider could not open a payment')
      return 'unavailable'
    }
  },

  async finalize(ctx, { paymentId }, { prepared, outcome }) {
    if (!prepared.asks) return prepared.answer
    if (outcome === 'unavailable' || outcome === undefined) {
      return refuse('provider_unavailable', {
        detail: 'The payment provider does not answer just now. Nothing was charged; try again in a moment.',
      })
    }
    const { report, next } = outcome
    await applyReport(ctx, report, { provider: prepared.provider, source: 'answer' })
    const payment = await keepOpened(ctx.sql, paymentId, { providerReference: report.providerReference, next })
    if (!payment) return unknownPayment(paymentId)
    // cancelled while the provider was opening it: nobody there has been told yet
    if (payment.status === 'cancelled') {
      ctx.deliver(cancelAtProvider, { id: paymentId, payload: { paymentId } })
      await scheduleCheck(ctx.sql, paymentId, checkTime(ctx, payment, 'cancelled'))
    }
    return answerOf(payment)
  },
})

function toOpen({ id, amount, currency, reference, description, returnUrl }: Payment): PaymentToOpen {
  return { paymentId: id, amount: { amount, currency }, reference, description, returnUrl }
}

function isOver({ status }: Payment): boolean {
  return ['captured', 'refunded', 'cancelled', 'mismatched'].includes(status)
}

/** The step is the buyer's only as long as it leads anywhere. */
function answerOf(payment: Payment): z.output<typeof Opened> {
  const { id, status, next } = payment
  const isOpen = status === 'opening' || status === 'pending' || status === 'failed'
  return { paymentId: id, status, next: isOpen && next !== null ? next : { kind: 'none' } }
}
