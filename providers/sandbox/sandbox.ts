import type { PaymentProvider } from '@merx/payments'
import { eventOf, PaymentAnswer, RefundAnswer, refundReportOf, reportOf } from './answers.ts'
import { BankRefusal, bankClient } from './bank-client.ts'
import { isSigned } from './signature.ts'

export type SandboxOptions = {
  /** Where the shop reaches the bank, without a slash at the end. */
  readonly url: string
  readonly apiKey: string
  /** What the bank signs its webhooks with. */
  readonly webhookSecret: string
  /** Where the bank reaches the shop: `<shop>/api/v1/payments/webhooks/sandbox`. */
  readonly webhookUrl: string
}

/** Cards at the sandbox bank of `apps/bank`: a payment page, test cards, signed webhooks, no money. */
export function sandbox({ url, apiKey, webhookSecret, webhookUrl }: SandboxOptions): PaymentProvider {
  const call = bankClient({ url, apiKey })
  const pathOf = (providerReference: string) => `/payments/${encodeURIComponent(providerReference)}`
  return {
    code: 'sandbox',
    name: 'Card',
    kind: 'online',

    async open({ paymentId, amount, reference, description, returnUrl }) {
      const opened = await call({
        method: 'POST',
        path: '/payments',
        idempotencyKey: paymentId,
        body: { ...amount, reference, description, returnUrl, webhookUrl, metadata: { paymentId } },
        answer: PaymentAnswer,
      })
      return { report: reportOf(opened), next: { kind: 'redirect', url: opened.redirectUrl } }
    },

    async fetch(providerReference) {
      return reportOf(await call({ method: 'GET', path: pathOf(providerReference), answer: PaymentAnswer }))
    },

    async cancel(providerReference) {
      await call({ method: 'POST', path: `${pathOf(providerReference)}/cancel`, answer: PaymentAnswer })
    },

    async refund({ refundId, providerReference, amount }) {
      try {
        const refund = await call({
          method: 'POST',
          path: `${pathOf(providerReference)}/refunds`,
          idempotencyKey: refundId,
          body: { amount: amount.amount, metadata: { refundId } },
          answer: RefundAnswer,
        })
        return refundReportOf(refund, amount.currency)
      } catch (error) {
        if (!(error instanceof BankRefusal) || error.code !== 'refund_exceeds_payment') throw error
        // somebody gave the money back at the bank itself
        return { kind: 'refund', refundId, providerReference: refundId, status: 'failed', amount, reason: error.code }
      }
    },

    verifyWebhook({ body, headers, now }) {
      return isSigned({ body, header: headers.get('bank-signature'), now }, webhookSecret)
    },

    readWebhook: eventOf,
  }
}
