import type { Sql } from '@merx/kernel'
import type { NewPayment, Payment, PaymentNext, PaymentStatus } from '../domain/payment.ts'

export async function findPayment(sql: Sql, paymentId: string): Promise<Payment | undefined> {
  const [payment] = await sql<Payment[]>`select ${columns(sql)} from payments.payment where id = ${paymentId}`
  return payment
}

/**
 * Writes the payment and the first line of its ledger. Returns whether it is new. One that begins authorised is open already: it has its
 * own id for a reference, and there is nothing left that its buyer could do.
 */
export async function insertPayment(
  sql: Sql,
  payment: NewPayment,
  first: { readonly status: 'created' | 'authorized' | 'cancelled'; readonly at: Date },
): Promise<boolean> {
  const opened = first.status === 'authorized' ? { reference: payment.paymentId, next: '{"kind":"none"}' } : undefined
  const inserted = await sql`
    with added as (
      insert into payments.payment
        (id, reference, amount, currency, description, provider, return_url, provider_reference, next_step, status,
         created_at, updated_at)
      values
        (${payment.paymentId}, ${payment.reference}, ${payment.amount.amount}, ${payment.amount.currency}, ${payment.description},
         ${payment.provider}, ${payment.returnUrl}, ${opened?.reference ?? null}, ${opened?.next ?? null}::text::jsonb,
         ${first.status}, ${first.at}, ${first.at})
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
  /** The buyer's next step, where the provider told it; the first one stays. */
  readonly next?: PaymentNext
  readonly at: Date
}

/**
 * Moves a payment that stands where `move.payment` says, and writes it down. False: it does not, which cannot be where its row is locked.
 * Captured is always the whole amount: anything else is a mismatch.
 */
export async function movePayment(sql: Sql, move: Move): Promise<boolean> {
  const moved = await sql`
    with moved as (
      update payments.payment
      set status = ${move.to},
          captured = case when ${move.to}::text = 'captured' then amount else captured end,
          provider_reference = coalesce(provider_reference, ${move.providerReference}),
          next_step = coalesce(next_step, ${move.next ? JSON.stringify(move.next) : null}::text::jsonb),
          reason = ${move.reason}, check_at = ${move.checkAt}, updated_at = ${move.at}
      where id = ${move.payment.id} and status = ${move.payment.status}
      returning id)
    insert into payments.ledger
      (payment_id, kind, source, status_before, status_after, amount, currency, webhook_id, reason, occurred_at)
    select id, ${move.to === 'mismatched' ? 'mismatched' : 'moved'}, ${move.source}, ${move.payment.status}, ${move.to},
           ${move.amount}::bigint, ${move.currency}, ${move.webhookId}::uuid, ${move.reason}, ${move.at}::timestamptz
    from moved`
  return moved.count === 1
}

/** Records that a payment is being opened, before anybody is asked. The payment; none if it was begun before, or is not known. */
export async function beginOpening(
  sql: Sql,
  paymentId: string,
  { checkAt, at }: { readonly checkAt: Date | null; readonly at: Date },
): Promise<Payment | undefined> {
  const [payment] = await sql<Payment[]>`
    with opening as (
      update payments.payment set status = 'opening', check_at = ${checkAt}, updated_at = ${at}
      where id = ${paymentId} and status = 'created'
      returning *),
    entered as (
      insert into payments.ledger (payment_id, kind, source, status_before, status_after, amount, currency, occurred_at)
      select id, 'moved', 'shop', 'created', status, amount, currency, ${at}::timestamptz from opening)
    select ${columns(sql)} from opening`
  return payment
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
