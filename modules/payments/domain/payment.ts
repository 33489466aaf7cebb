import { id, Money, text } from '@merx/kernel'
import { z } from 'zod'

export const PaymentId = id<'PaymentId'>()
export type PaymentId = z.output<typeof PaymentId>

export const RefundId = id<'RefundId'>()
export type RefundId = z.output<typeof RefundId>

/** The code of a provider, such as `cash-on-delivery`. */
export const ProviderCode = text(40).regex(/^[a-z][a-z0-9-]*$/)

export const PaymentStatus = z
  .enum(['created', 'opening', 'pending', 'authorized', 'captured', 'refunded', 'failed', 'cancelled', 'mismatched'])
  .meta({ id: 'PaymentStatus' })
export type PaymentStatus = z.output<typeof PaymentStatus>

/** What the buyer does next: nothing, go to the provider's page, or confirm in the browser with the provider's script. */
export const PaymentNext = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }).meta({ id: 'PaymentNextNone' }),
    z.object({ kind: z.literal('redirect'), url: z.url().max(2_000) }).meta({ id: 'PaymentNextRedirect' }),
    z.object({ kind: z.literal('confirm'), clientSecret: text(500) }).meta({ id: 'PaymentNextConfirm' }),
  ])
  .meta({ id: 'PaymentNext' })
export type PaymentNext = z.output<typeof PaymentNext>

/** How a payment stands after a change. */
export const PaymentState = z.object({ paymentId: PaymentId, status: PaymentStatus }).meta({ id: 'PaymentState' })
export type PaymentState = z.output<typeof PaymentState>

/** What `payments.create` takes and `payments.discard` undoes. */
export const NewPayment = z.object({
  paymentId: PaymentId,
  reference: text(100),
  amount: Money,
  provider: ProviderCode,
  /** Where the provider sends the buyer back to. */
  returnUrl: z.url().max(2_000),
  description: text(200),
})
export type NewPayment = z.output<typeof NewPayment>

/** A payment as it is kept; amounts in minor units of `currency`. */
export type Payment = {
  readonly id: PaymentId
  readonly reference: string
  readonly amount: number
  readonly currency: string
  readonly description: string
  readonly provider: string
  readonly returnUrl: string
  readonly providerReference: string | null
  readonly status: PaymentStatus
  readonly next: PaymentNext | null
  readonly captured: number
  readonly refunding: number
  readonly refunded: number
  readonly createdAt: Date
}
