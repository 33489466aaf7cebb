import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { together } from './database.ts'
import { findPayment, newName, shown } from './payments.ts'
import { queueWebhooks } from './webhooks.ts'

export const RefundRequest = z.strictObject({
  amount: z.int().min(1),
  metadata: z.record(z.string().max(40), z.string().max(500)).default({}),
})
export type RefundRequest = z.output<typeof RefundRequest>

const RefundRow = z.object({
  id: z.string(),
  request: z.string(),
  payment_id: z.string(),
  amount: z.int(),
  metadata: z.string(),
  created_at: z.int(),
})

/** What shops are told of a refund. */
function shownRefund({ id, payment_id, amount, metadata, created_at }: z.output<typeof RefundRow>) {
  return {
    id,
    paymentId: payment_id,
    status: 'succeeded',
    amount,
    metadata: RefundRequest.shape.metadata.parse(JSON.parse(metadata)),
    createdAt: new Date(created_at).toISOString(),
  }
}

export type RefundFault = 'unknown_payment' | 'idempotency_key_reused' | 'refund_exceeds_payment'

/** Gives money back, once for each key, never more than was received, and tells the shop. */
export function refundPayment(
  books: DatabaseSync,
  request: RefundRequest,
  { paymentId, key, now }: { readonly paymentId: string; readonly key: string; readonly now: Date },
): ReturnType<typeof shownRefund> | RefundFault {
  return together(books, () => {
    const asText = JSON.stringify({ paymentId, ...request })
    const earlier = books.prepare('select * from refund where idempotency_key = ?').get(key)
    if (earlier) {
      const refund = RefundRow.parse(earlier)
      return refund.request === asText ? shownRefund(refund) : 'idempotency_key_reused'
    }
    const payment = findPayment(books, paymentId)
    if (!payment) return 'unknown_payment'
    if (payment.received - payment.refunded < request.amount) return 'refund_exceeds_payment'
    books.prepare('update payment set refunded = refunded + ? where id = ?').run(request.amount, paymentId)
    const row = books
      .prepare(
        `insert into refund (id, idempotency_key, request, payment_id, amount, metadata, created_at)
         values (?, ?, ?, ?, ?, ?, ?) returning *`,
      )
      .get(newName('ref'), key, asText, paymentId, request.amount, JSON.stringify(request.metadata), now.getTime())
    const refund = shownRefund(RefundRow.parse(row))
    const after = shown({ ...payment, refunded: payment.refunded + request.amount })
    queueWebhooks(books, [{ type: 'refund.succeeded', data: { payment: after, refund } }], {
      paymentId,
      url: payment.webhook_url,
      now,
    })
    return refund
  })
}

export function listRefunds(books: DatabaseSync): readonly ReturnType<typeof shownRefund>[] {
  return books
    .prepare('select * from refund order by created_at, id')
    .all()
    .map((row) => shownRefund(RefundRow.parse(row)))
}
