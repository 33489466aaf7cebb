import { PaymentNext, PaymentStatus, ProviderCode } from '@merx/payments'
import { z } from 'zod'
import { OrderSummary } from './domain/order-view.ts'

export const PaymentChoice = z.object({ provider: ProviderCode }).meta({ id: 'PaymentChoice' })

/** How the payment of an order goes on. */
export const PaymentAnswer = z
  .object({
    provider: z.string(),
    /** `unavailable`: the provider does not answer; the order stands and can be paid again. */
    status: z.enum([...PaymentStatus.options, 'unavailable']),
    next: PaymentNext,
    problem: z
      .object({ code: z.literal('payment_unavailable'), detail: z.string() })
      .meta({ id: 'PaymentProblem' })
      .nullable(),
  })
  .meta({ id: 'PaymentAnswer' })
export type PaymentAnswer = z.output<typeof PaymentAnswer>

export const OrderWithPayment = z
  .object({ order: OrderSummary, payment: PaymentAnswer })
  .meta({ id: 'OrderWithPayment' })
