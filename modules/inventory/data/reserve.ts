import type { Sql } from '@merx/kernel'
import type { Allocation, Wanted } from '../domain/allocation.ts'
import type { ReservationId } from '../domain/ids.ts'
import type { LockedLevel } from '../domain/level.ts'
import { ledgerEntries } from './ledger.ts'
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

export type NewReservation = {
  readonly reservationId: ReservationId
  /** `committed`: what is taken leaves the house at once. */
  readonly begins: 'open' | 'committed'
  readonly actor: string
}

type AttemptRow = LevelRow & { readonly taken: number | null; readonly opened: boolean }

/**
 * Opens the reservation and takes every line in the same statement, where each variant lies in one place only: the shop with one warehouse
 * pays one round trip with its hottest rows locked. Otherwise it only locks.
 */
export async function reserveWhereItLies(
  sql: Sql,
  reservation: NewReservation,
  lines: readonly Wanted[],
): Promise<Attempt> {
  const variantIds = sql`${lines.map(({ variantId }) => variantId)}::uuid[]`
  const rows = await sql<AttemptRow[]>`
    with wanted (variant_id, quantity) as materialized (
      select * from unnest(${variantIds}, ${lines.map(({ quantity }) => quantity)}::integer[])
    ),
    locked as materialized (${levelsUnderLock(sql, variantIds)}),
    opened as (
      insert into inventory.reservation (id, status, opened_at, committed_at)
      select ${beginning(sql, reservation)} from locked having count(*) = count(distinct variant_id)
      on conflict (id) do nothing
      returning id
    ),
    taking as (
      select wanted.variant_id, locked.location_id, wanted.quantity from opened cross join wanted join locked using (variant_id)
    ),
    ${takeAndEnter(sql, reservation)}
    select ${levelColumns(sql)}, moved.quantity as taken, exists (select from opened) as opened
    from locked left join moved using (variant_id, location_id)
    order by locked.variant_id, locked.location_id`
  return attempt(rows)
}

/** Opens the reservation and takes what the strategy allocated. The levels are under their locks already. */
export async function reserveAllocated(
  sql: Sql,
  reservation: NewReservation,
  parts: readonly Allocation[],
): Promise<Attempt> {
  const variantIds = sql`${parts.map(({ variantId }) => variantId)}::uuid[]`
  const rows = await sql<AttemptRow[]>`
    with locked as materialized (${levelsUnderLock(sql, variantIds)}),
    opened as (
      insert into inventory.reservation (id, status, opened_at, committed_at) select ${beginning(sql, reservation)}
      on conflict (id) do nothing
      returning id
    ),
    taking as (
      select part.variant_id, part.location_id, part.quantity
      from opened cross join unnest(
        ${variantIds}, ${parts.map(({ locationId }) => locationId)}::uuid[], ${parts.map(({ quantity }) => quantity)}::integer[]
      ) as part (variant_id, location_id, quantity)
    ),
    ${takeAndEnter(sql, reservation)}
    select ${levelColumns(sql)}, moved.quantity as taken, exists (select from opened) as opened
    from locked left join moved using (variant_id, location_id)
    order by locked.variant_id, locked.location_id`
  return attempt(rows)
}

function beginning(sql: Sql, { reservationId, begins }: NewReservation) {
  return sql`${reservationId}::uuid, ${begins}::text, now(), case when ${begins}::text = 'committed' then now() end`
}

const takings = {
  open: { cause: 'reserved', onHand: 0, reserved: 1 },
  committed: { cause: 'committed', onHand: -1, reserved: 0 },
} as const

/** The guarded statement: nobody gets what is not there, whatever was read before. With it go the reservation's lines and the ledger. */
function takeAndEnter(sql: Sql, { reservationId, begins, actor }: NewReservation) {
  const { cause, onHand, reserved } = takings[begins]
  return sql`
    moved as (
      update inventory.stock_level level
      set on_hand = level.on_hand + taking.quantity * ${onHand}::integer,
        reserved = level.reserved + taking.quantity * ${reserved}::integer
      from taking
      where level.variant_id = taking.variant_id and level.location_id = taking.location_id
        and level.on_hand + level.backorder_limit - level.reserved >= taking.quantity
      returning level.variant_id, level.location_id, level.on_hand, level.reserved, taking.quantity,
        taking.quantity * ${onHand}::integer as on_hand_delta, taking.quantity * ${reserved}::integer as reserved_delta,
        null::text as note
    ),
    held as (
      insert into inventory.reservation_line (reservation_id, variant_id, location_id, quantity)
      select opened.id, moved.variant_id, moved.location_id, moved.quantity from moved cross join opened
    ),
    entered as (${ledgerEntries(sql, { cause, actor, reservationId })})`
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
