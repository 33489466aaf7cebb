import { defineModule } from '@merx/kernel'
import { cancel } from './commands/cancel.ts'
import { create } from './commands/create.ts'
import { discard } from './commands/discard.ts'
import { open } from './commands/open.ts'
import { receiveWebhook } from './commands/receive-webhook.ts'
import { reconcilePayment } from './commands/reconcile-payment.ts'
import { refund } from './commands/refund.ts'
import { replayWebhook } from './commands/replay-webhook.ts'
import { requestRefund } from './commands/request-refund.ts'
import { cancelAtProvider } from './deliveries/cancel-at-provider.ts'
import { makeRefund } from './deliveries/make-refund.ts'
import {
  paymentAuthorized,
  paymentCancelled,
  paymentCaptured,
  paymentFailed,
  paymentMismatched,
  paymentRefunded,
} from './events.ts'
import { graphql } from './graphql.ts'
import { applyWebhooks } from './jobs/apply-webhooks.ts'
import { reconcile } from './jobs/reconcile.ts'
import { listLedger } from './queries/list-ledger.ts'
import { listMethods } from './queries/list-methods.ts'
import { listWebhooks } from './queries/list-webhooks.ts'
import { payment } from './queries/payment.ts'

export { cashOnDelivery } from './cash-on-delivery.ts'
export type { ConformanceCase, ConformanceSubject } from './conformance.ts'
export { paymentProviderConformance } from './conformance.ts'
export { PaymentId, PaymentNext, PaymentStatus, ProviderCode, RefundId } from './domain/payment.ts'
export type {
  OpenedPayment,
  PaymentProvider,
  PaymentReport,
  PaymentToOpen,
  ProviderEvent,
  RefundReport,
  RefundToMake,
  ReportedStatus,
  SignedWebhook,
} from './domain/provider.ts'
export { ProviderUnavailable } from './domain/provider.ts'
export { paymentProviders } from './payment-providers.ts'
export {
  cancel,
  create,
  discard,
  listLedger,
  listMethods,
  listWebhooks,
  open,
  payment,
  receiveWebhook,
  reconcilePayment,
  refund,
  replayWebhook,
  requestRefund,
}

export const paymentsModule = defineModule({
  name: 'payments',
  migrations: new URL('migrations/', import.meta.url),
  operations: [
    create,
    discard,
    open,
    cancel,
    refund,
    requestRefund,
    receiveWebhook,
    replayWebhook,
    reconcilePayment,
    listMethods,
    payment,
    listLedger,
    listWebhooks,
  ],
  events: [paymentAuthorized, paymentCaptured, paymentFailed, paymentCancelled, paymentMismatched, paymentRefunded],
  deliveries: [cancelAtProvider, makeRefund],
  jobs: [reconcile, applyWebhooks],
  graphql,
  personal: {
    // money that moved is accounted for: what the provider said of it stays
    kept: ['webhook.body', 'payment.reason', 'refund.reason', 'ledger.reason'],
    harmless: ['payment.next_step'],
  },
})
