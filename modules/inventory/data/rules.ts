import type { Sql } from '@merx/kernel'
import type { LocationId, VariantId } from '../domain/ids.ts'

export type Rule = {
  readonly variantId: VariantId
  readonly locationId: LocationId
  readonly backorderLimit: number
  readonly lowStockThreshold: number
}

/** Sets limits and thresholds of levels that are under their locks. */
export async function updateRules(sql: Sql, rules: readonly Rule[]): Promise<void> {
  await sql`
    update inventory.stock_level level
    set backorder_limit = rule.backorder_limit, low_stock_threshold = rule.low_stock_threshold
    from unnest(
      ${rules.map(({ variantId }) => variantId)}::uuid[], ${rules.map(({ locationId }) => locationId)}::uuid[],
      ${rules.map(({ backorderLimit }) => backorderLimit)}::integer[],
      ${rules.map(({ lowStockThreshold }) => lowStockThreshold)}::integer[]
    ) as rule (variant_id, location_id, backorder_limit, low_stock_threshold)
    where level.variant_id = rule.variant_id and level.location_id = rule.location_id`
}
