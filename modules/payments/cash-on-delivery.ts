import type { PaymentProvider } from './domain/provider.ts'

/**
 * Paid at the door. Accepted at once: the promise counts as an authorisation, and there is nobody outside to ask. What is refunded was
 * handed over by whoever delivered, so it counts as done.
 */
export const cashOnDelivery: PaymentProvider = {
  code: 'cash-on-delivery',
  name: 'Cash on delivery',
  kind: 'on_delivery',
  open: async ({ paymentId, amount }) => ({
    report: { kind: 'payment', providerReference: paymentId, paymentId, status: 'authorized', amount },
    next: { kind: 'none' },
  }),
  fetch: async () => {
    throw new Error('cash on delivery has nobody to ask: payments of kind on_delivery are not reconciled')
  },
  cancel: async () => {},
  refund: async ({ refundId, amount }) => ({
    kind: 'refund',
    refundId,
    providerReference: refundId,
    status: 'succeeded',
    amount,
  }),
  verifyWebhook: () => false,
  readWebhook: () => undefined,
}
