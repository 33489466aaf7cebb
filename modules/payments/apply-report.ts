import type { WorkContext } from '@merx/kernel'
import { announce, factOf } from './announce.ts'
import { lockPayment, lockPaymentByProviderReference, lockPaymentOfRefund } from './data/locks.ts'
import { movePayment } from './data/payments.ts'
import { findRefund, settleRefund } from './data/refunds.ts'
import type { WebhookOutcome } from './data/webhooks.ts'
import { moveFor } from './domain/moves.ts'
import { type Payment, PaymentId, type PaymentNext, type PaymentStatus, RefundId } from './domain/payment.ts'
import type { PaymentReport, RefundReport } from './domain/provider.ts'
import { paymentRefunded } from './events.ts'
import { checkTime } from './next-check.ts'

/** Who said it, and how it reached the shop. */
export type Origin = {
  readonly provider: string
  readonly source: 'answer' | 'webhook' | 'reconciliation'
  readonly webhookId?: string
}

/**
 * The one way by which what a provider says changes a payment, whether it came as an answer, as a webhook or by asking. May be repeated
 * and may run out of order.
 */
export async function applyReport(
  ctx: WorkContext,
  report: PaymentReport | RefundReport,
  origin: Origin,
): Promise<WebhookOutcome> {
  switch (report.kind) {
    case 'payment':
      return applyToPayment(ctx, report, origin)
    case 'refund':
      return applyToRefund(ctx, report, origin)
  }
}

async function applyToPayment(ctx: WorkContext, report: PaymentReport, origin: Origin): Promise<WebhookOutcome> {
  const payment = await paymentReported(ctx, report, origin)
  if (!payment) return 'unmatched'
  const to = await moveBy(ctx, { payment, report }, origin)
  if (to === undefined) return 'ignored'
  return to === 'mismatched' ? 'mismatched' : 'applied'
}

/** A payment as it was seen last, and what its provider says of it. */
export type Reported = {
  readonly payment: Payment
  readonly report: PaymentReport
  /** Where the provider told it too. */
  readonly next?: PaymentNext
}

/** Moves a payment to where a report leads. None: nowhere, or the payment is not what was seen, which cannot be where its row is locked. */
export async function moveBy(
  ctx: WorkContext,
  { payment, report, next }: Reported,
  origin: Origin,
): Promise<PaymentStatus | undefined> {
  const to = moveFor(payment, report)
  if (to === undefined || to === payment.status) return undefined
  const moved = await movePayment(ctx.sql, {
    payment,
    to,
    source: origin.source,
    ...report.amount,
    providerReference: report.providerReference,
    webhookId: origin.webhookId ?? null,
    reason: report.reason ?? null,
    checkAt: checkTime(ctx, payment, to),
    ...(next && { next }),
    at: ctx.now(),
  })
  if (!moved) return undefined
  announce(ctx, payment, { to, report })
  if (to === 'mismatched') {
    ctx.log.error(
      { paymentId: payment.id, provider: payment.provider, expected: payment.amount, reported: report.amount },
      'the provider reports money of another amount or currency than was asked for',
    )
  }
  return to
}

/** By the id that the shop gave to the provider, because a webhook may come before the answer that tells the provider's own. */
async function paymentReported(
  ctx: WorkContext,
  report: PaymentReport,
  { provider }: Origin,
): Promise<Payment | undefined> {
  const own = PaymentId.safeParse(report.paymentId)
  const payment = own.success
    ? await lockPayment(ctx.sql, own.data)
    : await lockPaymentByProviderReference(ctx.sql, provider, report.providerReference)
  const isTheirs =
    payment?.provider === provider &&
    (payment.providerReference === null || payment.providerReference === report.providerReference)
  return isTheirs ? payment : undefined
}

async function applyToRefund(ctx: WorkContext, report: RefundReport, origin: Origin): Promise<WebhookOutcome> {
  const own = RefundId.safeParse(report.refundId)
  const payment = own.success ? await lockPaymentOfRefund(ctx.sql, own.data) : undefined
  if (!own.success || payment?.provider !== origin.provider) return 'unmatched'
  if (report.status === 'pending') return 'ignored'
  const refund = await findRefund(ctx.sql, own.data)
  if (refund?.amount !== report.amount.amount || payment.currency !== report.amount.currency) return 'mismatched'
  const refunded = await settleRefund(ctx.sql, {
    refundId: own.data,
    status: report.status,
    providerReference: report.providerReference,
    source: origin.source,
    webhookId: origin.webhookId ?? null,
    reason: report.reason ?? null,
    at: ctx.now(),
  })
  if (refunded === undefined) return 'ignored'
  if (report.status === 'succeeded') {
    ctx.publish(paymentRefunded, {
      ...factOf(payment),
      refundId: own.data,
      refund: refund.amount,
      refundedInAll: refunded,
    })
  }
  return 'applied'
}
