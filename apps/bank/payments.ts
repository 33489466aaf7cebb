import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { readBehaviour } from './behaviour.ts'
import type { Card, CardVerdict } from './cards.ts'
import { together } from './database.ts'
import { queueWebhooks } from './webhooks.ts'

const Metadata = z.record(z.string().max(40), z.string().max(500))

const HttpUrl = z.url({ protocol: /^https?$/ }).max(2_000)

export const PaymentRequest = z.strictObject({
  amount: z.int().min(1).max(99_999_999_999),
  currency: z.string().regex(/^[A-Z]{3}$/),
  reference: z.string().min(1).max(200),
  description: z.string().max(500).default(''),
  returnUrl: HttpUrl,
  webhookUrl: HttpUrl,
  metadata: Metadata.default({}),
})
export type PaymentRequest = z.output<typeof PaymentRequest>

const PaymentRow = z.object({
  id: z.string(),
  request: z.string(),
  amount: z.int(),
  currency: z.string(),
  reference: z.string(),
  description: z.string(),
  return_url: z.string(),
  webhook_url: z.string(),
  metadata: z.string().transform((text) => Metadata.parse(JSON.parse(text))),
  status: z.enum(['open', 'challenge', 'declined', 'captured', 'cancelled']),
  received: z.int(),
  refunded: z.int(),
  reason: z.string().nullable(),
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  created_at: z.int(),
})
export type PaymentRow = z.output<typeof PaymentRow>

/** What shops are told of a payment. */
export function shown({ id, amount, currency, reference, status, received, refunded, ...row }: PaymentRow) {
  return {
    id,
    status,
    amount,
    currency,
    reference,
    /** What was taken from the card; 0 until then. */
    received,
    refunded,
    reason: row.reason,
    card: row.brand === null || row.last4 === null ? null : { brand: row.brand, last4: row.last4 },
    metadata: row.metadata,
    createdAt: new Date(row.created_at).toISOString(),
  }
}

export type ShownPayment = Omit<ReturnType<typeof shown>, 'status'> & { readonly status: string }

export function findPayment(books: DatabaseSync, id: string): PaymentRow | undefined {
  const row = books.prepare('select * from payment where id = ?').get(id)
  return row && PaymentRow.parse(row)
}

export function listPayments(books: DatabaseSync): readonly PaymentRow[] {
  return books
    .prepare('select * from payment order by created_at, id')
    .all()
    .map((row) => PaymentRow.parse(row))
}

/** Opens a payment, once for each key. `reused`: the key came with another request before. */
export function openPayment(
  books: DatabaseSync,
  request: PaymentRequest,
  { key, now }: { readonly key: string; readonly now: Date },
): PaymentRow | 'reused' {
  // the addresses may differ between two tries, because a shop may have moved; what is to be paid may not
  const { returnUrl: _return, webhookUrl: _webhook, ...asked } = request
  const asText = JSON.stringify(asked)
  const earlier = books.prepare('select * from payment where idempotency_key = ?').get(key)
  if (earlier) {
    const payment = PaymentRow.parse(earlier)
    return payment.request === asText ? payment : 'reused'
  }
  const opened = books
    .prepare(
      `insert into payment (id, idempotency_key, request, amount, currency, reference, description, return_url, webhook_url,
                            metadata, status, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?) returning *`,
    )
    .get(
      newName('pay'),
      key,
      asText,
      request.amount,
      request.currency,
      request.reference,
      request.description,
      request.returnUrl,
      request.webhookUrl,
      JSON.stringify(request.metadata),
      now.getTime(),
    )
  return PaymentRow.parse(opened)
}

/** Uses a card for a payment that still waits for one, and tells the shop. Returns the payment as it is then. */
export function useCard(
  books: DatabaseSync,
  id: string,
  { card, verdict, now }: { readonly card: Card; readonly verdict: CardVerdict; readonly now: Date },
): PaymentRow | undefined {
  return together(books, () => {
    const payment = findPayment(books, id)
    if (!payment || !isPayable(payment)) return payment
    books.prepare('update payment set brand = ?, last4 = ? where id = ?').run(card.brand, card.last4, id)
    switch (verdict) {
      case 'approved':
        return capture(books, id, now)
      case 'challenge':
        return change(books, id, { status: 'challenge', reason: null })
      case 'card_declined':
      case 'insufficient_funds':
        return decline(books, id, { reason: verdict, now })
    }
  })
}

/** What the buyer answered to the question of 3-D Secure. */
export function answerChallenge(
  books: DatabaseSync,
  id: string,
  { approved, now }: { readonly approved: boolean; readonly now: Date },
): PaymentRow | undefined {
  return together(books, () => {
    const payment = findPayment(books, id)
    if (payment?.status !== 'challenge') return payment
    return approved ? capture(books, id, now) : decline(books, id, { reason: 'authentication_failed', now })
  })
}

/** Gives up a payment that no money came for; one that was captured stays as it is. */
export function cancelPayment(books: DatabaseSync, id: string, now: Date): PaymentRow | undefined {
  return together(books, () => {
    const payment = findPayment(books, id)
    if (!payment || payment.status === 'captured' || payment.status === 'cancelled') return payment
    const cancelled = change(books, id, { status: 'cancelled', reason: null })
    tell(books, [['payment.cancelled', shown(cancelled)]], { payment: cancelled, now })
    return cancelled
  })
}

export function isPayable({ status }: PaymentRow): boolean {
  return status === 'open' || status === 'declined' || status === 'challenge'
}

export function newName(prefix: string): string {
  return `${prefix}_${randomBytes(18).toString('base64url')}`
}

function capture(books: DatabaseSync, id: string, now: Date): PaymentRow {
  const { shortBy } = readBehaviour(books)
  books.prepare('update payment set received = max(amount - ?, 0) where id = ?').run(shortBy, id)
  const captured = change(books, id, { status: 'captured', reason: null })
  const after = shown(captured)
  tell(
    books,
    [
      ['payment.authorized', { ...after, status: 'authorized' }],
      ['payment.captured', after],
    ],
    { payment: captured, now },
  )
  return captured
}

function decline(
  books: DatabaseSync,
  id: string,
  { reason, now }: { readonly reason: string; readonly now: Date },
): PaymentRow {
  const declined = change(books, id, { status: 'declined', reason })
  tell(books, [['payment.declined', shown(declined)]], { payment: declined, now })
  return declined
}

function change(
  books: DatabaseSync,
  id: string,
  { status, reason }: { readonly status: PaymentRow['status']; readonly reason: string | null },
): PaymentRow {
  return PaymentRow.parse(
    books.prepare('update payment set status = ?, reason = ? where id = ? returning *').get(status, reason, id),
  )
}

function tell(
  books: DatabaseSync,
  told: readonly (readonly [type: string, payment: ShownPayment])[],
  { payment, now }: { readonly payment: PaymentRow; readonly now: Date },
): void {
  queueWebhooks(
    books,
    told.map(([type, about]) => ({ type, data: { payment: about } })),
    { paymentId: payment.id, url: payment.webhook_url, now },
  )
}
