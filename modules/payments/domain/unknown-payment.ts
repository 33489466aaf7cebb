import { type Refusal, refuse } from '@merx/kernel'

export function unknownPayment(paymentId: string): Refusal<'unknown_payment'> {
  return refuse('unknown_payment', { detail: `There is no payment ${paymentId}.` })
}
