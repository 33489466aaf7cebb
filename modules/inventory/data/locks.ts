import type { Sql } from '@merx/kernel'
import type { VariantId } from '../domain/ids.ts'
import type { LockedLevel } from '../domain/level.ts'
import { type Fragment, type LevelRow, lockedLevel } from './levels.ts'

/**
 * The CTE body that locks every level of the variants and reads it again under the lock. Ordered by key, because two baskets with the
 * same goods must not deadlock; all places of a variant, because its availability is their sum.
 */
export function levelsUnderLock(sql: Sql, variantIds: Fragment) {
  return sql`
    select level.variant_id, level.location_id, location.priority,
      level.on_hand, level.reserved, level.backorder_limit, level.low_stock_threshold
    from inventory.stock_level level join inventory.location on location.id = level.location_id
    where level.variant_id = any(${variantIds})
    order by level.variant_id, level.location_id
    for no key update of level`
}

/** Locks every level of the variants; `before` and `after` are what stands there. */
export async function lockLevels(sql: Sql, variantIds: readonly VariantId[]): Promise<readonly LockedLevel[]> {
  const rows = await sql<LevelRow[]>`
    with locked as materialized (${levelsUnderLock(sql, sql`${variantIds}::uuid[]`)})
    select variant_id as "variantId", location_id as "locationId", priority,
      on_hand as "onHandBefore", on_hand as "onHandAfter", reserved as "reservedBefore", reserved as "reservedAfter",
      backorder_limit as "backorderLimit", low_stock_threshold as "lowStockThreshold"
    from locked`
  return rows.map(lockedLevel)
}
