import type { PaymentReport, ProviderEvent, RefundReport, ReportedStatus } from '@merx/payments'
import { z } from 'zod'

const Payment = z.object({
  id: z.string(),
  status: z.enum(['open', 'challenge', 'declined', 'authorized', 'captured', 'cancelled']),
  amount: z.int(),
  received: z.int(),
  currency: z.string(),
  reason: z.string().nullable(),
  metadata: z.object({ paymentId: z.string().optional() }),
})

export const PaymentAnswer = Payment.extend({ redirectUrl: z.url() })

export const RefundAnswer = z.object({
  id: z.string(),
  status: z.enum(['pending', 'succeeded', 'failed']),
  amount: z.int(),
  metadata: z.object({ refundId: z.string().optional() }),
})

const Event = z.object({
  id: z.string().min(1).max(200),
  type: z.string(),
  data: z.object({ payment: Payment, refund: RefundAnswer.optional() }),
})

const statuses: Readonly<Record<z.output<typeof Payment>['status'], ReportedStatus>> = {
  open: 'pending',
  challenge: 'pending',
  declined: 'failed',
  authorized: 'authorized',
  captured: 'captured',
  cancelled: 'cancelled',
}

export function reportOf(payment: z.output<typeof Payment>): PaymentReport {
  const status = statuses[payment.status]
  const hasMoney = status === 'authorized' || status === 'captured'
  return {
    kind: 'payment',
    providerReference: payment.id,
    paymentId: payment.metadata.paymentId,
    status,
    amount: { amount: hasMoney ? payment.received : payment.amount, currency: payment.currency },
    ...(payment.reason === null ? {} : { reason: payment.reason }),
  }
}

export function refundReportOf(refund: z.output<typeof RefundAnswer>, currency: string): RefundReport {
  return {
    kind: 'refund',
    refundId: refund.metadata.refundId,
    providerReference: refund.id,
    status: refund.status,
    amount: { amount: refund.amount, currency },
  }
}

/** What a webhook of the bank says; `undefined` when it is none. */
export function eventOf(body: string): ProviderEvent | undefined {
  const parsed = Event.safeParse(parsedJson(body))
  if (!parsed.success) return undefined
  const { id: eventId, data } = parsed.data
  const { payment, refund } = data
  return { eventId, report: refund ? refundReportOf(refund, payment.currency) : reportOf(payment) }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
