import { can, query, type Sql } from '@merx/kernel'
import { z } from 'zod'
import { VariantId } from '../domain/ids.ts'
import { StockLevel } from '../stock-level.ts'

export const getStock = query({
  name: 'inventory.get-stock',
  summary: 'The stock of a variant, place by place in the order in which they are emptied.',
  rest: 'GET /admin/stock/{variantId}',
  access: can('inventory:read'),
  input: z.object({ variantId: VariantId }),
  output: z.object({ variantId: VariantId, levels: z.array(StockLevel) }).meta({ id: 'VariantStock' }),
  async run(ctx, { variantId }) {
    return { variantId, levels: [...(await levelsOf(ctx.sql, variantId))] }
  },
})

function levelsOf(sql: Sql, variantId: VariantId): Promise<readonly z.output<typeof StockLevel>[]> {
  return sql<z.output<typeof StockLevel>[]>`
    select level.variant_id as "variantId", level.location_id as "locationId", location.code as location,
      level.on_hand as "onHand", level.reserved, level.backorder_limit as "backorderLimit",
      level.low_stock_threshold as "lowStockThreshold", level.on_hand + level.backorder_limit - level.reserved as available
    from inventory.stock_level level join inventory.location on location.id = level.location_id
    where level.variant_id = ${variantId}
    order by location.priority, location.id`
}
