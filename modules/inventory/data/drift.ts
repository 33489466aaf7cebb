import type { Sql } from '@merx/kernel'
import type { LocationId, VariantId } from '../domain/ids.ts'

/** A level that its ledger or its reservations contradict. */
export type Drift = {
  readonly variantId: VariantId
  readonly locationId: LocationId
  readonly onHand: number
  readonly onHandInLedger: number
  readonly reserved: number
  readonly reservedInLedger: number
  readonly reservedByOrders: number
}

/** The last variant of the next page of levels; `undefined` when there is none left. */
export async function lastOfPage(sql: Sql, after: VariantId | undefined, size: number): Promise<VariantId | undefined> {
  const [row] = await sql<{ readonly last: VariantId | null }[]>`
    select max(variant_id::text)::uuid as last from (
      select variant_id from inventory.stock_level
      where ${after ?? null}::uuid is null or variant_id > ${after ?? null}::uuid
      order by variant_id limit ${size}
    ) as page`
  return row?.last ?? undefined
}

/** The variants after `after` up to `last`. */
export type Page = { readonly after: VariantId | undefined; readonly last: VariantId }

/**
 * Compares the levels of a page with the sums of their ledger and the lines of open reservations, in one snapshot, so that what sells
 * meanwhile is on both sides.
 */
export function findDrift(sql: Sql, { after, last }: Page): Promise<readonly Drift[]> {
  return sql<Drift[]>`
    select level.variant_id as "variantId", level.location_id as "locationId",
      level.on_hand as "onHand", entered.on_hand as "onHandInLedger",
      level.reserved, entered.reserved as "reservedInLedger", coalesce(held.quantity, 0) as "reservedByOrders"
    from inventory.stock_level level
    cross join lateral (
      select coalesce(sum(on_hand_delta), 0) as on_hand, coalesce(sum(reserved_delta), 0) as reserved
      from inventory.ledger
      where ledger.variant_id = level.variant_id and ledger.location_id = level.location_id
    ) as entered
    left join (
      select line.variant_id, line.location_id, sum(line.quantity) as quantity
      from inventory.reservation join inventory.reservation_line line on line.reservation_id = reservation.id
      where reservation.status = 'open'
      group by line.variant_id, line.location_id
    ) as held on held.variant_id = level.variant_id and held.location_id = level.location_id
    where (${after ?? null}::uuid is null or level.variant_id > ${after ?? null}::uuid) and level.variant_id <= ${last}
      and (level.on_hand <> entered.on_hand or level.reserved <> entered.reserved
        or level.reserved <> coalesce(held.quantity, 0))
    order by level.variant_id, level.location_id`
}

/** Puts what was found on a page in place of what an earlier check found there. */
export async function recordDrift(sql: Sql, { after, last }: Page, drift: readonly Drift[]): Promise<void> {
  await sql`
    with found as (
      select * from jsonb_to_recordset(${JSON.stringify(drift)}::text::jsonb) as found ("variantId" uuid, "locationId" uuid,
        "onHand" int, "onHandInLedger" bigint, reserved int, "reservedInLedger" bigint, "reservedByOrders" bigint)
    ),
    healed as (
      delete from inventory.ledger_drift
      where (${after ?? null}::uuid is null or variant_id > ${after ?? null}::uuid) and variant_id <= ${last}
        and (variant_id, location_id) not in (select "variantId", "locationId" from found)
    )
    insert into inventory.ledger_drift
      (variant_id, location_id, on_hand, on_hand_in_ledger, reserved, reserved_in_ledger, reserved_by_orders)
    select "variantId", "locationId", "onHand", "onHandInLedger", reserved, "reservedInLedger", "reservedByOrders" from found
    on conflict (variant_id, location_id) do update
    set on_hand = excluded.on_hand, on_hand_in_ledger = excluded.on_hand_in_ledger, reserved = excluded.reserved,
      reserved_in_ledger = excluded.reserved_in_ledger, reserved_by_orders = excluded.reserved_by_orders, found_at = now()`
}
