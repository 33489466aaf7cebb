import { MinorUnits, Money, text } from '@merx/kernel'
import { z } from 'zod'
import { PaymentId, RefundId } from './payment.ts'

export const RefundStatus = z.enum(['requested', 'succeeded', 'failed']).meta({ id: 'RefundStatus' })
export type RefundStatus = z.output<typeof RefundStatus>

/** What a refund takes. Without an amount: all that is not refunded yet. */
export const NewRefund = z.object({
  refundId: RefundId,
  paymentId: PaymentId,
  amount: Money.extend({ amount: MinorUnits.positive() }).meta({ id: 'RefundAmount' }).optional(),
  reason: text(200),
})
export type NewRefund = z.output<typeof NewRefund>

/** How far a refund is. `requested`: the provider has it, or will have it soon. */
export const RefundState = z
  .object({
    refundId: RefundId,
    paymentId: PaymentId,
    amount: Money,
    status: RefundStatus,
  })
  .meta({ id: 'RefundState' })
export type RefundState = z.output<typeof RefundState>
