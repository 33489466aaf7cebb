import type { GraphqlPart } from '@merx/kernel'

export const graphql: GraphqlPart = {
  fields: {
    'payments.list-methods': 'paymentMethods',
    'payments.list-ledger': 'paymentLedger',
    'payments.list-webhooks': 'paymentWebhooks',
    'payments.replay-webhook': 'replayPaymentWebhook',
  },
  types: {
    PaymentWebhooksOutcome: 'PaymentWebhookOutcome',
    ReplayedWebhookOutcome: 'PaymentWebhookOutcome',
  },
}
