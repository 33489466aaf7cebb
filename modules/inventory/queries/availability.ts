import { internal, query, type Sql } from '@merx/kernel'
import { z } from 'zod'
import { availabilityOf } from '../domain/availability.ts'
import { VariantId } from '../domain/ids.ts'

const VariantAvailability = z
  .object({
    variantId: VariantId,
    available: z.int().describe('What may be sold now, in all places, back-orders included'),
    availability: z.enum(['in_stock', 'low', 'out']),
  })
  .meta({ id: 'VariantAvailability' })

export const availability = query({
  name: 'inventory.availability',
  summary: 'How many of each variant may be sold at this moment. Never cached; a variant without stock is out.',
  access: internal,
  input: z.object({ variantIds: z.array(VariantId).max(1_000) }),
  output: z.object({ items: z.array(VariantAvailability) }).meta({ id: 'Availabilities' }),
  async run(ctx, { variantIds }) {
    if (variantIds.length === 0) return { items: [] }
    const stock = new Map((await stockOf(ctx.sql, variantIds)).map((row) => [row.variantId, row]))
    return {
      items: variantIds.map((variantId) => {
        const { available, threshold } = stock.get(variantId) ?? { available: 0, threshold: 0 }
        return { variantId, available, availability: availabilityOf(available, threshold) }
      }),
    }
  },
})

type StockRow = { readonly variantId: VariantId; readonly available: number; readonly threshold: number }

/** Sums over all places of each variant. */
function stockOf(sql: Sql, variantIds: readonly VariantId[]): Promise<readonly StockRow[]> {
  return sql<StockRow[]>`
    select variant_id as "variantId", sum(on_hand + backorder_limit - reserved) as available, sum(low_stock_threshold) as threshold
    from inventory.stock_level
    where variant_id = any(${variantIds})
    group by variant_id`
}
