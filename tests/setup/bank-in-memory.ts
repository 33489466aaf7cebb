import { createHash } from 'node:crypto'
import { newId } from '@merx/kernel'
import {
  type OpenedPayment,
  type PaymentProvider,
  type PaymentReport,
  ProviderUnavailable,
  type RefundReport,
} from '@merx/payments'

/** A bank outside whose webhooks a test sends when and as it likes. */
export type Bank = {
  readonly provider: PaymentProvider
  readonly payments: ReadonlyMap<string, PaymentReport>
  /** What it gave back, by refund id. */
  readonly refunds: ReadonlyMap<string, RefundReport>
  /** How often it was asked to open a payment that it did not know. */
  opened: number
  /** Answers nothing while set. */
  down: boolean
  /** A signed webhook that says how a payment stands. */
  says(paymentId: string, status: PaymentReport['status'], reason?: string): Webhook
}

export type Webhook = {
  readonly provider: string
  readonly body: string
  readonly headers: { name: string; value: string }[]
}

export function openBank(): Bank {
  const payments = new Map<string, PaymentReport>()
  const refunds = new Map<string, RefundReport>()
  const known = (paymentId: string): PaymentReport => {
    const payment = payments.get(paymentId)
    if (!payment) throw new Error(`The bank knows no payment ${paymentId}`)
    return payment
  }
  const move = (payment: PaymentReport, status: PaymentReport['status']): PaymentReport => {
    const next = { ...payment, status }
    if (payment.paymentId) payments.set(payment.paymentId, next)
    return next
  }
  const answering = () => {
    if (bank.down) throw new ProviderUnavailable('The bank is closed')
  }

  const provider: PaymentProvider = {
    code: 'bank',
    name: 'Card',
    kind: 'online',
    open: async ({ paymentId, amount }): Promise<OpenedPayment> => {
      answering()
      if (!payments.has(paymentId)) {
        bank.opened += 1
        payments.set(paymentId, {
          kind: 'payment',
          providerReference: `bank-${paymentId}`,
          paymentId,
          status: 'pending',
          amount,
        })
      }
      return { report: known(paymentId), next: { kind: 'redirect', url: `https://bank.example/${paymentId}` } }
    },
    fetch: async (reference) => {
      answering()
      return known(reference.slice('bank-'.length))
    },
    cancel: async (reference) => {
      answering()
      const payment = known(reference.slice('bank-'.length))
      if (payment.status !== 'captured') move(payment, 'cancelled')
    },
    refund: async ({ refundId, amount }) => {
      answering()
      const refund = refunds.get(refundId) ?? {
        kind: 'refund',
        refundId,
        providerReference: `back-${refundId}`,
        status: 'succeeded',
        amount,
      }
      refunds.set(refundId, refund)
      return refund
    },
    verifyWebhook: ({ body, headers }) => headers.get('seal') === sealOf(body),
    readWebhook: (body) => JSON.parse(body),
  }

  const bank: Bank = {
    provider,
    payments,
    refunds,
    opened: 0,
    down: false,
    says: (paymentId, status, reason) => {
      const report = { ...move(known(paymentId), status), ...(reason && { reason }) }
      const body = JSON.stringify({ eventId: newId(), report })
      return { provider: 'bank', body, headers: [{ name: 'Seal', value: sealOf(body) }] }
    },
  }
  return bank
}

function sealOf(body: string): string {
  return createHash('sha256').update(`secret ${body}`).digest('hex')
}
