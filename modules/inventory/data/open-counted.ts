import type { Sql } from '@merx/kernel'
import type { Counted } from '../domain/count.ts'
import type { LockedLevel } from '../domain/level.ts'
import { ledgerEntries, type Why } from './ledger.ts'
import { type LevelRow, lockedLevel } from './levels.ts'
import { levelsUnderLock } from './locks.ts'

/**
 * Opens the levels that are not there yet with the goods counted on them, and enters those in the ledger: a load writes each level once.
 * A level that is there is left alone. Returns every level of the variants that got one, and how many goods came to. A shelf stands once
 * among the counts.
 */
export async function openCounted(
  sql: Sql,
  counts: readonly Counted[],
  why: Why,
): Promise<{ readonly levels: readonly LockedLevel[]; readonly filled: number }> {
  const rows = await sql<LevelRow[]>`
    with count (variant_id, location_id, on_hand, note) as materialized (
      select * from unnest(
        ${counts.map(({ variantId }) => variantId)}::uuid[], ${counts.map(({ locationId }) => locationId)}::uuid[],
        ${counts.map(({ onHand }) => onHand)}::integer[], ${counts.map(({ reason }) => reason)}::text[])
    ), opened as (
      insert into inventory.stock_level (variant_id, location_id, on_hand)
      -- ordered by key: two counts with the same goods must not deadlock
      select variant_id, location_id, on_hand from count order by variant_id, location_id
      on conflict (variant_id, location_id) do nothing
      returning variant_id, location_id, on_hand, reserved, backorder_limit, low_stock_threshold
    ), elsewhere as materialized (${levelsUnderLock(sql, sql`array(select variant_id from opened)`)}),
    moved as (
      select variant_id, location_id, opened.on_hand, reserved, opened.on_hand as on_hand_delta, 0 as reserved_delta, note
      from opened join count using (variant_id, location_id) where opened.on_hand <> 0
    ), entered as (${ledgerEntries(sql, why)}), level as (
      select variant_id, location_id, 0 as on_hand_before, on_hand, reserved, backorder_limit, low_stock_threshold from opened
      union all
      select variant_id, location_id, on_hand, on_hand, reserved, backorder_limit, low_stock_threshold from elsewhere
    )
    select variant_id as "variantId", location_id as "locationId", location.priority, on_hand_before as "onHandBefore",
      on_hand as "onHandAfter", reserved as "reservedBefore", reserved as "reservedAfter",
      backorder_limit as "backorderLimit", low_stock_threshold as "lowStockThreshold"
    from level join inventory.location on location.id = level.location_id
    order by variant_id, location_id`
  const levels = rows.map(lockedLevel)
  return { levels, filled: levels.filter(({ before, after }) => before.onHand !== after.onHand).length }
}
