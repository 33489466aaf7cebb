import { createHash } from 'node:crypto'
import { newId } from '@merx/kernel'
import type {
  OpenedPayment,
  PaymentProvider,
  PaymentReport,
  PaymentToOpen,
  RefundReport,
  ReportedStatus,
} from '../domain/provider.ts'
import { ProviderUnavailable } from '../domain/provider.ts'

/** A provider outside, in memory, whose webhooks a test sends when and as it likes. */
export type PaperBank = {
  readonly provider: PaymentProvider
  /** What it knows, by payment id. */
  readonly payments: ReadonlyMap<string, PaymentReport>
  readonly refunds: ReadonlyMap<string, RefundReport>
  /** Answers nothing while set. */
  down: boolean
  /** Runs when a payment is open at the bank and the shop has no answer yet. */
  beforeAnswer: ((payment: PaymentToOpen) => Promise<void>) | undefined
  /** Changes a payment without a word. */
  move(paymentId: string, status: ReportedStatus): void
  /** A webhook about a payment, as if it stood so. */
  webhook(paymentId: string, change?: Partial<PaymentReport>): SentWebhook
  /** A webhook with these words. */
  signed(event: unknown): SentWebhook
}

export type SentWebhook = {
  readonly provider: string
  readonly body: string
  readonly headers: { name: string; value: string }[]
}

const header = 'paper-seal'

export function openPaperBank(): PaperBank {
  const payments = new Map<string, PaymentReport>()
  const refunds = new Map<string, RefundReport>()
  const known = (paymentId: string): PaymentReport => {
    const payment = payments.get(paymentId)
    if (!payment) throw new Error(`The paper bank knows no payment ${paymentId}`)
    return payment
  }
  const answering = () => {
    if (bank.down) throw new ProviderUnavailable('The paper bank is closed')
  }
  const byReference = (providerReference: string): PaymentReport => known(providerReference.slice('paper-'.length))

  const provider: PaymentProvider = {
    code: 'paper',
    name: 'Paper',
    kind: 'online',
    async open(payment): Promise<OpenedPayment> {
      answering()
      const { paymentId, amount } = payment
      if (!payments.has(paymentId)) {
        const providerReference = `paper-${paymentId}`
        payments.set(paymentId, { kind: 'payment', providerReference, paymentId, status: 'pending', amount })
      }
      const report = known(paymentId)
      await bank.beforeAnswer?.(payment)
      return { report, next: { kind: 'redirect', url: `https://paper.example/${paymentId}` } }
    },
    async fetch(providerReference) {
      answering()
      return byReference(providerReference)
    },
    async cancel(providerReference) {
      answering()
      const payment = byReference(providerReference)
      if (payment.status !== 'captured' && payment.paymentId) bank.move(payment.paymentId, 'cancelled')
    },
    async refund({ refundId, amount }) {
      answering()
      const refund: RefundReport = {
        kind: 'refund',
        refundId,
        providerReference: `back-${refundId}`,
        status: 'succeeded',
        amount,
      }
      if (!refunds.has(refundId)) refunds.set(refundId, refund)
      return refunds.get(refundId) ?? refund
    },
    verifyWebhook: ({ body, headers }) => headers.get(header) === sealOf(body),
    readWebhook: (body) => (body.startsWith('{"eventId"') ? JSON.parse(body) : undefined),
  }

  const bank: PaperBank = {
    provider,
    payments,
    refunds,
    down: false,
    beforeAnswer: undefined,
    move: (paymentId, status) => void payments.set(paymentId, { ...known(paymentId), status }),
    webhook: (paymentId, change = {}) => bank.signed({ eventId: newId(), report: { ...known(paymentId), ...change } }),
    signed: (event) => {
      const body = JSON.stringify(event)
      return { provider: provider.code, body, headers: [{ name: 'Paper-Seal', value: sealOf(body) }] }
    },
  }
  return bank
}

function sealOf(body: string): string {
  return createHash('sha256').update(`wax ${body}`).digest('hex')
}
