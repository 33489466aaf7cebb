import { Currency, event, MinorUnits } from '@merx/kernel'
import { z } from 'zod'

const paymentFields = {
  paymentId: z.uuid(),
  /** What is paid for, as `payments.create` was given it. */
  reference: z.string(),
  amount: MinorUnits,
  currency: Currency,
  provider: z.string(),
}

const key = (payload: { readonly paymentId: string }) => payload.paymentId

export const paymentAuthorized = event({
  name: 'payments.payment.authorized.v1',
  schema: z.object({
    ...paymentFields,
    /** It began so: whoever created it was told by the answer, and has nothing left to do about it. */
    atCreation: z.boolean().optional(),
  }),
  key,
})

/** The money came, in the right amount and currency. It also comes after `failed` and after `cancelled`. */
export const paymentCaptured = event({
  name: 'payments.payment.captured.v1',
  schema: z.object(paymentFields),
  key,
})

/** An attempt was declined; `reason` is a code such as `card_declined`. The buyer may still succeed with another attempt. */
export const paymentFailed = event({
  name: 'payments.payment.failed.v1',
  schema: z.object({ ...paymentFields, reason: z.string().nullable() }),
  key,
})

export const paymentCancelled = event({
  name: 'payments.payment.cancelled.v1',
  schema: z.object({ ...paymentFields, reason: z.string().nullable() }),
  key,
})

/** The provider claims money of another amount or currency than was asked for: nothing counts as paid, a person has to look. */
export const paymentMismatched = event({
  name: 'payments.payment.mismatched.v1',
  schema: z.object({ ...paymentFields, reportedAmount: MinorUnits, reportedCurrency: z.string() }),
  key,
})

export const paymentRefunded = event({
  name: 'payments.payment.refunded.v1',
  schema: z.object({ ...paymentFields, refundId: z.uuid(), refund: MinorUnits, refundedInAll: MinorUnits }),
  key,
})
