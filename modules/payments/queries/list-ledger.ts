import { can, Money, query } from '@merx/kernel'
import { z } from 'zod'
import { PaymentId } from '../domain/payment.ts'

const Entry = z
  .object({
    kind: z.string(),
    source: z.enum(['shop', 'answer', 'webhook', 'reconciliation']),
    statusBefore: z.string().nullable(),
    statusAfter: z.string(),
    amount: Money,
    refundId: z.uuid().nullable(),
    webhookId: z.uuid().nullable(),
    reason: z.string().nullable(),
    occurredAt: z.iso.datetime(),
  })
  .meta({ id: 'PaymentLedgerEntry' })

type EntryRow = Omit<z.output<typeof Entry>, 'amount' | 'occurredAt'> & {
  readonly amount: number
  readonly currency: string
  readonly occurredAt: Date
}

/** A payment has a few entries, a dozen at most: one page. */
export const listLedger = query({
  name: 'payments.list-ledger',
  summary: 'Tells what happened to a payment, in order, with who said so.',
  rest: 'GET /admin/payments/{paymentId}/ledger',
  access: can('payments:read'),
  input: z.object({ paymentId: PaymentId }),
  output: z.object({ items: z.array(Entry) }).meta({ id: 'PaymentLedger' }),
  async run(ctx, { paymentId }) {
    const rows = await ctx.sql<EntryRow[]>`
      select kind, source, status_before as "statusBefore", status_after as "statusAfter", amount, currency, refund_id as "refundId",
             webhook_id as "webhookId", reason, occurred_at as "occurredAt"
      from payments.ledger where payment_id = ${paymentId} order by id limit 500`
    return {
      items: rows.map(({ amount, currency, occurredAt, ...entry }) => ({
        ...entry,
        amount: { amount, currency },
        occurredAt: occurredAt.toISOString(),
      })),
    }
  },
})
