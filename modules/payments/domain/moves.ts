import { equals, money } from '@merx/kernel'
import type { Payment, PaymentStatus } from './payment.ts'
import type { PaymentReport, ReportedStatus } from './provider.ts'

/**
 * Where a report takes a payment. Reports come late, twice and in any order, so what is not listed changes nothing: a 'pending' or
 * 'failed' after money came is old news. Money always counts: 'captured' after 'failed' is the buyer's second card, after 'cancelled' a
 * payment that was faster than the cancellation, which whoever cancelled refunds.
 */
const moves: Readonly<Record<PaymentStatus, Partial<Readonly<Record<ReportedStatus, PaymentStatus>>>>> = {
  created: {
    pending: 'pending',
    authorized: 'authorized',
    captured: 'captured',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  opening: {
    pending: 'pending',
    authorized: 'authorized',
    captured: 'captured',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  pending: { authorized: 'authorized', captured: 'captured', failed: 'failed', cancelled: 'cancelled' },
  failed: { authorized: 'authorized', captured: 'captured', cancelled: 'cancelled' },
  authorized: { captured: 'captured', cancelled: 'cancelled' },
  cancelled: { captured: 'captured' },
  captured: {},
  refunded: {},
  mismatched: {},
}

/** The status that the report leads to; `undefined` when it changes nothing. Money of another amount or currency is never taken for ours. */
export function moveFor(payment: Payment, report: PaymentReport): PaymentStatus | undefined {
  const next = moves[payment.status][report.status]
  const claimsMoney = next === 'authorized' || next === 'captured'
  return claimsMoney && !equals(report.amount, money(payment.amount, payment.currency)) ? 'mismatched' : next
}

/** Whether the shop may still give the payment up by itself. */
export function isCancellable(status: PaymentStatus): boolean {
  return moves[status].cancelled === 'cancelled'
}

/** What may still be refunded, in minor units. */
export function refundable({ captured, refunding, refunded }: Payment): number {
  return captured - refunding - refunded
}
