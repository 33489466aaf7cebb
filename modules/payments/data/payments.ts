import type { Sql } from '@merx/kernel'
import type { NewPayment, Payment, PaymentNext, PaymentStatus } from '../domain/payment.ts'

export async function findPayment(sql: Sql, paymentId: string): Promise<Payment | undefined> {
  const [payment] = await sql<Payment[]>`select ${columns(sql)} from payments.payment where id = ${paymentId}`
  return payment
}

/** Writes the payment and the first line of its ledger. Returns whether it is new. */
export async function insertPayment(
  sql: Sql,
  payment: NewPayment,
  first: { readonly status: 'created' | 'cancelled'; readonly at: Date },
): Promise<boolean> {
  const inserted = await sql`
    with added as (
      insert into payments.payment
        (id, reference, amount, currency, description, provider, return_url, status, created_at, updated_at)
      values
        (${payment.paymentId}, ${payment.reference}, ${payment.amount.amount}, ${payment.amount.currency}, ${payment.description},
         ${payment.provider}, ${payment.returnUrl}, ${first.status}, ${first.at}, ${first.at})
      on conflict (id) do nothing
      returning id, status, amount, currency, created_at)
    insert into payments.ledger (payment_id, kind, source, status_after, amount, currency, occurred_at)
    select id, 'created', 'shop', status, amount, currency, created_at from added`
  return inserted.count === 1
}

/** A change of status with what it is written down with. */
export type Move = {
  readonly payment: Payment
  readonly to: PaymentStatus
  readonly source: 'shop' | 'answer' | 'webhook' | 'reconciliation'
  /** What was reported; the payment's own amount where nobody reported one. */
  readonly amount: number
  readonly currency: string
  readonly providerReference: string | null
  readonly webhookId: string | null
  readonly reason: string | null
  readonly checkAt: Date | null
  readonly at: Date
}

/** Moves a payment whose row is locked, and writes it down. Captured is always the whole amount: anything else is a mismatch. */
export async function movePayment(sql: Sql, move: Move): Promise<void> {
  await sql`
    with moved as (
      update payments.payment
      set status = ${move.to},
          captured = case when ${move.to}::text = 'captured' then amount else captured end,
          provider_reference = coalesce(provider_reference, ${move.providerReference}),
          reason = ${move.reason}, check_at = ${move.checkAt}, updated_at = ${move.at}
      where id = ${move.payment.id} and status = ${move.payment.status}
      returning id)
    insert into payments.ledger
      (payment_id, kind, source, status_before, status_after, amount, currency, webhook_id, reason, occurred_at)
    select id, ${move.to === 'mismatched' ? 'mismatched' : 'moved'}, ${move.source}, ${move.payment.status}, ${move.to},
           ${move.amount}::bigint, ${move.currency}, ${move.webhookId}::uuid, ${move.reason}, ${move.at}::timestamptz
    from moved`
}

/** Keeps what the provider answered to `open`; the first answer stays. */
export async function keepOpened(
  sql: Sql,
  paymentId: string,
  opened: { readonly providerReference: string; readonly next: PaymentNext },
): Promise<Payment | undefined> {
  const [payment] = await sql<Payment[]>`
    update payments.payment
    set provider_reference = coalesce(provider_reference, ${opened.providerReference}),
        next_step = coalesce(next_step, ${JSON.stringify(opened.next)}::text::jsonb)
    where id = ${paymentId}
    returning ${columns(sql)}`
  return payment
}

export async function scheduleCheck(sql: Sql, paymentId: string, checkAt: Date | null): Promise<void> {
  await sql`update payments.payment set check_at = ${checkAt} where id = ${paymentId}`
}

export type DueCheck = Pick<Payment, 'id' | 'providerReference'>

/** Payments of these providers that it is time to ask about, the longest waiting first. */
export async function findDueChecks(
  sql: Sql,
  due: { readonly providers: readonly string[]; readonly now: Date; readonly limit: number },
): Promise<readonly DueCheck[]> {
  return sql<DueCheck[]>`
    select id, provider_reference as "providerReference" from payments.payment
    where check_at <= ${due.now} and provider = any(${[...due.providers]})
    order by check_at limit ${due.limit}`
}

/** The columns of a `Payment`. */
export function columns(sql: Sql) {
  return sql`
    id, reference, amount, currency, description, provider, return_url as "returnUrl",
    provider_reference as "providerReference", status, next_step as next, captured, refunding, refunded, created_at as "createdAt"`
}
