import { exchange, internal, type Refusal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { applyReport, moveBy } from '../apply-report.ts'
import { lockPayment } from '../data/locks.ts'
import { beginOpening, keepOpened, scheduleCheck } from '../data/payments.ts'
import { cancelAtProvider } from '../deliveries/cancel-at-provider.ts'
import { nextCheck } from '../domain/checks.ts'
import { type Payment, PaymentId, PaymentNext, PaymentStatus } from '../domain/payment.ts'
import { type OpenedPayment, ProviderUnavailable } from '../domain/provider.ts'
import { unknownPayment } from '../domain/unknown-payment.ts'
import { checkTime } from '../next-check.ts'
import { providerOf } from '../payment-providers.ts'

const Opened = z
  .object({ paymentId: PaymentId, status: PaymentStatus, next: PaymentNext })
  .meta({ id: 'OpenedPayment' })

/** As it was seen when its opening began; what is kept between the phases is JSON. */
type Seen = Omit<Payment, 'createdAt'> & { readonly createdAt: string }

type Prepared =
  | { readonly asks: true; readonly seen: Seen }
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
    const at = ctx.now()
    const begun = await beginOpening(ctx.sql, paymentId, { checkAt: nextCheck('opening', at, at), at })
    if (begun) return { asks: true, seen: seenOf(begun) }
    const payment = await lockPayment(ctx.sql, paymentId)
    if (!payment) return unknownPayment(paymentId)
    if (payment.next !== null || isOver(payment)) return { asks: false, answer: answerOf(payment) }
    await scheduleCheck(ctx.sql, paymentId, checkTime(ctx, payment, 'opening'))
    return { asks: true, seen: seenOf(payment) }
  },

  async external(ctx, _, prepared): Promise<OpenedPayment | 'unavailable' | undefined> {
    if (!prepared.asks) return undefined
    const { id: paymentId, amount, currency, reference, description, returnUrl, provider } = prepared.seen
    try {
      const payment = { paymentId, amount: { amount, currency }, reference, description, returnUrl }
      return await providerOf(ctx, prepared.seen).open(payment)
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      ctx.log.warn({ err: error, paymentId, provider }, 'the provider could not open a payment')
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
    const seen = { ...prepared.seen, createdAt: new Date(prepared.seen.createdAt) }
    const origin = { provider: seen.provider, source: 'answer' } as const
    // one guarded statement, because seldom somebody was faster: a webhook, a cancellation, the same opening elsewhere
    const status = isFirstWord(seen, report) ? await moveBy(ctx, { payment: seen, report, next }, origin) : undefined
    if (status) return answerOf({ ...seen, status, next })
    await applyReport(ctx, report, origin)
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

function seenOf({ createdAt, ...payment }: Payment): Seen {
  return { ...payment, createdAt: createdAt.toISOString() }
}

function isFirstWord({ id, providerReference }: Payment, { paymentId }: OpenedPayment['report']): boolean {
  return paymentId === id && providerReference === null
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
