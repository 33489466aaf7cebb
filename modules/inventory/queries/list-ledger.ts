import { can, query, type Sql } from '@merx/kernel'
import { z } from 'zod'
import { ReservationId, VariantId } from '../domain/ids.ts'

const LedgerEntry = z
  .object({
    id: z.int(),
    location: z.string(),
    cause: z.enum(['counted', 'adjusted', 'transferred', 'reserved', 'released', 'committed']),
    note: z.string().nullable(),
    actor: z.string(),
    reservationId: ReservationId.nullable(),
    onHandFrom: z.int(),
    onHandTo: z.int(),
    reservedFrom: z.int(),
    reservedTo: z.int(),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'LedgerEntry' })

export const listLedger = query({
  name: 'inventory.list-ledger',
  summary: 'Every movement of the stock of a variant, newest first: who, why, when, from what to what.',
  rest: 'GET /admin/stock/{variantId}/ledger',
  access: can('inventory:read'),
  input: z.object({
    variantId: VariantId,
    limit: z.int().min(1).max(100).default(50),
    after: z.int().min(1).optional().describe('The `next` of the page before'),
  }),
  output: z.object({ items: z.array(LedgerEntry), next: z.int().nullable() }).meta({ id: 'LedgerPage' }),
  async run(ctx, { variantId, limit, after }) {
    const rows = await entriesOf(ctx.sql, { variantId, limit: limit + 1, before: after ?? Number.MAX_SAFE_INTEGER })
    const items = rows.slice(0, limit).map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }))
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})

type EntryRow = Omit<z.output<typeof LedgerEntry>, 'recordedAt'> & { readonly recordedAt: Date }

function entriesOf(
  sql: Sql,
  { variantId, limit, before }: { readonly variantId: VariantId; readonly limit: number; readonly before: number },
): Promise<readonly EntryRow[]> {
  return sql<EntryRow[]>`
    select ledger.id, location.code as location, ledger.cause, ledger.note, ledger.actor, ledger.reservation_id as "reservationId",
      ledger.on_hand_from as "onHandFrom", ledger.on_hand_to as "onHandTo",
      ledger.reserved_from as "reservedFrom", ledger.reserved_to as "reservedTo", ledger.recorded_at as "recordedAt"
    from inventory.ledger join inventory.location on location.id = ledger.location_id
    where ledger.variant_id = ${variantId} and ledger.id < ${before}
    order by ledger.id desc
    limit ${limit}`
}
