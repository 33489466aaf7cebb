import type { Sql } from '@merx/kernel'
import type { LocationId, VariantId } from '../domain/ids.ts'
import type { LockedLevel } from '../domain/level.ts'

/** A level as the statements that lock and move return it: both states side by side. */
export type LevelRow = {
  readonly variantId: VariantId
  readonly locationId: LocationId
  readonly priority: number
  readonly onHandBefore: number
  readonly onHandAfter: number
  readonly reservedBefore: number
  readonly reservedAfter: number
  readonly backorderLimit: number
  readonly lowStockThreshold: number
}

/** The columns of `LevelRow`, from the CTE `locked` and the CTE `moved` with what an update returned. */
export function levelColumns(sql: Sql) {
  return sql`
    locked.variant_id as "variantId", locked.location_id as "locationId", locked.priority,
    locked.on_hand as "onHandBefore", coalesce(moved.on_hand, locked.on_hand) as "onHandAfter",
    locked.reserved as "reservedBefore", coalesce(moved.reserved, locked.reserved) as "reservedAfter",
    locked.backorder_limit as "backorderLimit", locked.low_stock_threshold as "lowStockThreshold"`
}

/** SQL to stand inside a statement. */
export type Fragment = ReturnType<typeof levelColumns>

export function lockedLevel(row: LevelRow): LockedLevel {
  const { variantId, locationId, priority, backorderLimit, lowStockThreshold } = row
  return {
    variantId,
    locationId,
    priority,
    before: { onHand: row.onHandBefore, reserved: row.reservedBefore, backorderLimit, lowStockThreshold },
    after: { onHand: row.onHandAfter, reserved: row.reservedAfter, backorderLimit, lowStockThreshold },
  }
}

/** Where goods lie or will. */
type Place = { readonly variantId: VariantId; readonly locationId: LocationId }

/** Opens levels at zero where there are none, so that the lock that follows finds a row. */
export async function openLevels(sql: Sql, places: readonly Place[]): Promise<void> {
  await sql`
    insert into inventory.stock_level (variant_id, location_id)
    select distinct place.variant_id, place.location_id
    from unnest(${places.map(({ variantId }) => variantId)}::uuid[], ${places.map(({ locationId }) => locationId)}::uuid[])
      as place (variant_id, location_id)
    -- ordered by key: two counts with the same goods must not deadlock
    order by place.variant_id, place.location_id
    on conflict (variant_id, location_id) do nothing`
}
