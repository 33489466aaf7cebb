import { republisher, type Sql } from '@merx/kernel'
import { availabilityOf } from '../domain/availability.ts'
import { VariantId } from '../domain/ids.ts'
import { availabilityChanged } from '../events.ts'

const variantsPerPage = 500

/** The band of every variant again, for projections that are rebuilt. */
export const republishAvailability = republisher({
  type: availabilityChanged,
  async page(ctx, after) {
    const rows = await stockAfter(ctx.sql, after === undefined ? null : VariantId.parse(after))
    return {
      payloads: rows.map(({ variantId, available, threshold }) => ({
        variantId,
        availability: availabilityOf(available, threshold),
        available,
      })),
      next: rows.length < variantsPerPage ? undefined : rows.at(-1)?.variantId,
    }
  },
})

type StockRow = { readonly variantId: VariantId; readonly available: number; readonly threshold: number }

function stockAfter(sql: Sql, after: VariantId | null): Promise<readonly StockRow[]> {
  return sql<StockRow[]>`
    select variant_id as "variantId", sum(on_hand + backorder_limit - reserved) as available, sum(low_stock_threshold) as threshold
    from inventory.stock_level
    where ${after}::uuid is null or variant_id > ${after}::uuid
    group by variant_id
    order by variant_id
    limit ${variantsPerPage}`
}
