import type { Money } from '@merx/kernel'
import type { PaymentNext } from './payment.ts'

/**
 * One way to be paid. Implementations live in `providers/` and pass the cases of `paymentProviderConformance`.
 *
 * Every call may be repeated: `open` with the same `paymentId`, `refund` with the same `refundId` and `cancel` of the same payment
 * have one effect at the provider and give the same answer. A provider that does not answer in time, or answers that it cannot just now,
 * throws `ProviderUnavailable`; whoever called asks again later. Any other error is a fault of set-up or of the provider's code.
 */
export type PaymentProvider = {
  readonly code: string
  /** What the buyer is offered. */
  readonly name: string
  /**
   * `on_delivery` is settled at the door: nobody outside is asked about a payment, which counts as authorised from when it is written down,
   * under its own id as the provider's reference.
   */
  readonly kind: 'online' | 'on_delivery'
  open(payment: PaymentToOpen): Promise<OpenedPayment>
  /** What the provider knows of the payment now. */
  fetch(providerReference: string): Promise<PaymentReport>
  /** Gives the payment up. Without effect on one that was already captured: its webhook or `fetch` tells. */
  cancel(providerReference: string): Promise<void>
  refund(refund: RefundToMake): Promise<RefundReport>
  /** Whether the provider signed these very bytes, and not long before `now`. */
  verifyWebhook(webhook: SignedWebhook): boolean | Promise<boolean>
  /** What a webhook says; `undefined` when it is no event of this provider. A pure function of the body, because stored ones are replayed. */
  readWebhook(body: string): ProviderEvent | undefined
}

export type PaymentToOpen = {
  /** The idempotency key, and the name by which webhooks and `fetch` find the payment again. */
  readonly paymentId: string
  readonly amount: Money
  readonly reference: string
  readonly description: string
  readonly returnUrl: string
}

export type OpenedPayment = { readonly report: PaymentReport; readonly next: PaymentNext }

/**
 * `failed`: an attempt was declined; the buyer may still succeed with another one. `cancelled`: it can no longer succeed, also when an
 * authorisation lapsed.
 */
export type ReportedStatus = 'pending' | 'authorized' | 'captured' | 'failed' | 'cancelled'

/** What a provider says of a payment, whichever way it says it. */
export type PaymentReport = {
  readonly kind: 'payment'
  readonly providerReference: string
  /** Ours, as given to `open`; absent for payments that the shop did not open. */
  readonly paymentId: string | undefined
  readonly status: ReportedStatus
  /** What was authorised or captured; until then, what was asked for. */
  readonly amount: Money
  /** A stable code such as `card_declined`. */
  readonly reason?: string | undefined
}

export type RefundToMake = {
  /** The idempotency key. */
  readonly refundId: string
  readonly providerReference: string
  readonly amount: Money
}

export type RefundReport = {
  readonly kind: 'refund'
  /** Ours; absent for refunds that were not made by the shop. */
  readonly refundId: string | undefined
  readonly providerReference: string
  readonly status: 'pending' | 'succeeded' | 'failed'
  readonly amount: Money
  readonly reason?: string | undefined
}

export type SignedWebhook = {
  /** Exactly the bytes that were received, as text. */
  readonly body: string
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly now: Date
}

export type ProviderEvent = {
  /** The provider's id of the event, the same on every try. */
  readonly eventId: string
  /** Absent for events that say nothing of a payment or a refund. */
  readonly report: PaymentReport | RefundReport | undefined
}

/** The provider could not be reached, did not answer in time, or answered that it cannot just now: ask again later. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable'
}
