import type { WorkContext } from '@merx/kernel'
import type { Payment, PaymentStatus } from './domain/payment.ts'
import type { PaymentReport } from './domain/provider.ts'
import { paymentAuthorized, paymentCancelled, paymentCaptured, paymentFailed, paymentMismatched } from './events.ts'

/** What every event of a payment tells. */
export function factOf({
  id,
  reference,
  amount,
  currency,
  provider,
}: Pick<Payment, 'id' | 'reference' | 'amount' | 'currency' | 'provider'>) {
  return { paymentId: id, reference, amount, currency, provider }
}

/** Publishes what a payment has become, where that is of interest to others. */
export function announce(
  ctx: WorkContext,
  payment: Payment,
  { to, report }: { readonly to: PaymentStatus; readonly report: PaymentReport },
): void {
  const fact = factOf(payment)
  const reason = report.reason ?? null
  switch (to) {
    case 'authorized':
      ctx.publish(paymentAuthorized, fact)
      break
    case 'captured':
      ctx.publish(paymentCaptured, fact)
      break
    case 'failed':
      ctx.publish(paymentFailed, { ...fact, reason })
      break
    case 'cancelled':
      ctx.publish(paymentCancelled, { ...fact, reason })
      break
    case 'mismatched': {
      const { amount: reportedAmount, currency: reportedCurrency } = report.amount
      ctx.publish(paymentMismatched, { ...fact, reportedAmount, reportedCurrency })
      break
    }
    case 'created':
    case 'opening':
    case 'pending':
    case 'refunded':
      break
  }
}
