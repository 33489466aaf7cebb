import type { Sql } from '@merx/kernel'
import type { Allocation, Wanted } from '../domain/allocation.ts'
import type { ReservationId } from '../domain/ids.ts'
import type { LockedLevel } from '../domain/level.ts'
import { ledgerEntries, type Why } from './ledger.ts'
import { type LevelRow, levelColumns, lockedLevel } from './levels.ts'
import { levelsUnderLock } from './locks.ts'

export type Attempt = {
  /** Every level of the variants asked for, under its lock. */
  readonly levels: readonly LockedLevel[]
  /** What was taken; less than asked is a refusal, which rolls back the rest. */
  readonly taken: readonly Allocation[]
  /** False where nothing was tried: the reservation was there before, or there is a choice of places to be made first. */
  readonly opened: boolean
}

type AttemptRow = LevelRow & { readonly taken: number | null; readonly opened: boolean }

/**
 * Opens the reservation and takes every line in the same statement, where each variant lies in one place only: the shop with one warehouse
 * pays one round trip with its hottest rows locked. Otherwise it only locks.
 */
export async function reserveWhereItLies(
  sql: Sql,
  {
    reservationId,
    lines,
    actor,
  }: { readonly reservationId: ReservationId; readonly lines: readonly Wanted[]; readonly actor: string },
): Promise<Attempt> {
  const variantIds = sql`${lines.map(({ variantId }) => variantId)}::uuid[]`
  const rows = await sql<AttemptRow[]>`
    with wanted (variant_id, quantity) as materialized (
      select * from unnest(${variantIds}, ${lines.map(({ quantity }) => quantity)}::integer[])
    ),
    locked as materialized (${levelsUnderLock(sql, variantIds)}),
    opened as (
      insert into inventory.reservation (id, status, opened_at)
      select ${reservationId}, 'open', now() from locked having count(*) = count(distinct variant_id)
      on conflict (id) do nothing
      returning id
    ),
    taking as (
      select wanted.variant_id, locked.location_id, wanted.quantity from opened cross join wanted join locked using (variant_id)
    ),
    ${takeAndEnter(sql, { cause: 'reserved', actor, reservationId })}
    select ${levelColumns(sql)}, moved.reserved_delta as taken, exists (select from opened) as opened
    from locked left join moved using (variant_id, location_id)
    order by locked.variant_id, locked.location_id`
  return attempt(rows)
}

/** Opens the reservation and takes what the strategy allocated. The levels are under their locks already. */
export async function reserveAllocated(
  sql: Sql,
  {
    reservationId,
    parts,
    actor,
  }: { readonly reservationId: ReservationId; readonly parts: readonly Allocation[]; readonly actor: string },
): Promise<Attempt> {
  const variantIds = sql`${parts.map(({ variantId }) => variantId)}::uuid[]`
  const rows = await sql<AttemptRow[]>`
    with locked as materialized (${levelsUnderLock(sql, variantIds)}),
    opened as (
      insert into inventory.reservation (id, status, opened_at) values (${reservationId}, 'open', now())
      on conflict (id) do nothing
      returning id
    ),
    taking as (
      select part.variant_id, part.location_id, part.quantity
      from opened cross join unnest(
        ${variantIds}, ${parts.map(({ locationId }) => locationId)}::uuid[], ${parts.map(({ quantity }) => quantity)}::integer[]
      ) as part (variant_id, location_id, quantity)
    ),
    ${takeAndEnter(sql, { cause: 'reserved', actor, reservationId })}
    select ${levelColumns(sql)}, moved.reserved_delta as taken, exists (select from opened) as opened
    from locked left join moved using (variant_id, location_id)
    order by locked.variant_id, locked.location_id`
  return attempt(rows)
}

/** The guarded statement: nobody gets what is not there, whatever was read before. With it go the reservation's lines and the ledger. */
function takeAndEnter(sql: Sql, why: Why) {
  return sql`
    moved as (
      update inventory.stock_level level
      set reserved = level.reserved + taking.quantity
      from taking
      where level.variant_id = taking.variant_id and level.location_id = taking.location_id
        and level.on_hand + level.backorder_limit - level.reserved >= taking.quantity
      returning level.variant_id, level.location_id, level.on_hand, level.reserved,
        0 as on_hand_delta, taking.quantity as reserved_delta, null::text as note
    ),
    held as (
      insert into inventory.reservation_line (reservation_id, variant_id, location_id, quantity)
      select opened.id, moved.variant_id, moved.location_id, moved.reserved_delta from moved cross join opened
    ),
    entered as (${ledgerEntries(sql, why)})`
}

function attempt(rows: readonly AttemptRow[]): Attempt {
  return {
    levels: rows.map(lockedLevel),
    taken: rows.flatMap(({ variantId, locationId, taken }) =>
      taken === null ? [] : [{ variantId, locationId, quantity: taken }],
    ),
    opened: rows[0]?.opened ?? false,
  }
}
