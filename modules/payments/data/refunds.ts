import type { Sql } from '@merx/kernel'
import type { RefundStatus } from '../domain/refund.ts'

export type RefundRow = {
  readonly id: string
  readonly paymentId: string
  readonly amount: number
  readonly reason: string
  readonly status: RefundStatus
  readonly createdAt: Date
}

export async function findRefund(sql: Sql, refundId: string): Promise<RefundRow | undefined> {
  const [refund] = await sql<RefundRow[]>`
    select id, payment_id as "paymentId", amount, reason, status, created_at as "createdAt"
    from payments.refund where id = ${refundId}`
  return refund
}

export type NewRefund = {
  readonly refundId: string
  readonly paymentId: string
  readonly amount: number
  readonly reason: string
  readonly checkAt: Date
  readonly at: Date
}

/** Sets the amount aside and writes the refund and its line of the ledger. False if the payment has not that much left. */
export async function insertRefund(sql: Sql, refund: NewRefund): Promise<boolean> {
  const inserted = await sql`
    with set_aside as (
      update payments.payment set refunding = refunding + ${refund.amount}, updated_at = ${refund.at}
      where id = ${refund.paymentId} and captured - refunding - refunded >= ${refund.amount}
      returning id, status, currency),
    requested as (
      insert into payments.refund (id, payment_id, amount, reason, status, check_at, created_at, updated_at)
      select ${refund.refundId}::uuid, id, ${refund.amount}::bigint, ${refund.reason}, 'requested', ${refund.checkAt}::timestamptz,
             ${refund.at}::timestamptz, ${refund.at}::timestamptz
      from set_aside
      returning id, payment_id, amount, created_at)
    insert into payments.ledger
      (payment_id, kind, source, status_before, status_after, amount, currency, refund_id, occurred_at)
    select set_aside.id, 'refund_requested', 'shop', status, status, amount, currency, requested.id, created_at
    from requested join set_aside on set_aside.id = requested.payment_id`
  return inserted.count === 1
}

export type Settlement = {
  readonly refundId: string
  readonly status: 'succeeded' | 'failed'
  readonly providerReference: string
  readonly source: 'answer' | 'webhook' | 'reconciliation'
  readonly webhookId: string | null
  readonly reason: string | null
  readonly at: Date
}

/**
 * Ends a refund that was requested, moves what was set aside and writes it down. The payment's row is locked. Returns what is refunded in
 * all; `undefined` when the refund had ended before.
 */
export async function settleRefund(sql: Sql, settlement: Settlement): Promise<number | undefined> {
  const { refundId, status, providerReference, source, webhookId, reason, at } = settlement
  const [settled] = await sql<{ refunded: number }[]>`
    with settled as (
      update payments.refund
      set status = ${status}, provider_reference = ${providerReference}, check_at = null, updated_at = ${at}
      where id = ${refundId} and status = 'requested'
      returning id, payment_id, amount, case when ${status}::text = 'succeeded' then amount else 0 end as paid),
    before as (
      select id, status from payments.payment where id = (select payment_id from settled)),
    balanced as (
      update payments.payment payment
      set refunding = refunding - settled.amount,
          refunded = refunded + settled.paid,
          status = case when refunded + settled.paid = captured then 'refunded' else status end,
          updated_at = ${at}
      from settled where payment.id = settled.payment_id
      returning payment.id, payment.status, payment.currency, payment.refunded),
    logged as (
      insert into payments.ledger
        (payment_id, kind, source, status_before, status_after, amount, currency, webhook_id, refund_id, reason, occurred_at)
      select balanced.id, 'refund_' || ${status}::text, ${source}, before.status, balanced.status, settled.amount, balanced.currency,
             ${webhookId}::uuid, settled.id, ${reason}, ${at}::timestamptz
      from settled join balanced on balanced.id = settled.payment_id join before on before.id = balanced.id)
    select refunded from balanced`
  return settled?.refunded
}

export async function scheduleRefundCheck(sql: Sql, refundId: string, checkAt: Date): Promise<void> {
  await sql`update payments.refund set check_at = ${checkAt} where id = ${refundId} and status = 'requested'`
}

/** Refunds that the provider has not settled and that it is time to ask about, the longest waiting first. */
export async function findDueRefunds(sql: Sql, now: Date, limit: number): Promise<readonly RefundRow[]> {
  return sql<RefundRow[]>`
    select id, payment_id as "paymentId", amount, reason, status, created_at as "createdAt"
    from payments.refund where check_at <= ${now} order by check_at limit ${limit}`
}
