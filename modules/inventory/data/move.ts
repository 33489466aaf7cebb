import type { Sql } from '@merx/kernel'
import type { Move } from '../domain/count.ts'
import type { ReservationId } from '../domain/ids.ts'
import type { LockedLevel } from '../domain/level.ts'
import { ledgerEntries, type Why } from './ledger.ts'
import { type Fragment, type LevelRow, levelColumns, lockedLevel } from './levels.ts'
import { levelsUnderLock } from './locks.ts'

/** What a statement that moves balances did: every level of the variants in it, and those of them that it moved. */
export type Moved = { readonly levels: readonly LockedLevel[]; readonly moved: readonly LockedLevel[] }

/** Moves goods in and out. A level that would fall below what is promised is left alone, so `moved` is shorter than what was asked. */
export function moveOnHand(sql: Sql, moves: readonly Move[], why: Why): Promise<Moved> {
  return move(
    sql,
    {
      moves: sql`select * from unnest(
        ${moves.map(({ variantId }) => variantId)}::uuid[], ${moves.map(({ locationId }) => locationId)}::uuid[],
        ${moves.map(({ onHand }) => onHand)}::integer[], ${moves.map(() => 0)}::integer[],
        ${moves.map(({ note }) => note)}::text[])`,
    },
    why,
  )
}

/**
 * Commits a reservation and takes what it holds out of the house, in one statement. No levels: it was not open, and nothing has happened.
 */
export function commitReservation(
  sql: Sql,
  { reservationId, actor }: { readonly reservationId: ReservationId; readonly actor: string },
): Promise<Moved> {
  return move(
    sql,
    {
      before: sql`settled as (
        update inventory.reservation set status = 'committed', committed_at = now()
        where id = ${reservationId} and status = 'open' returning id),`,
      moves: sql`select line.variant_id, line.location_id, -line.quantity, -line.quantity, null::text
        from inventory.reservation_line line join settled on settled.id = line.reservation_id`,
    },
    { cause: 'committed', actor, reservationId },
  )
}

const settlements = {
  release: { cause: 'released', onHand: 0, reserved: -1 },
  return: { cause: 'released', onHand: 1, reserved: 0 },
} as const

/** Moves what a reservation held: back to be sold (`release`), or back onto the shelf after it was committed (`return`). */
export function moveReservation(
  sql: Sql,
  settlement: keyof typeof settlements,
  {
    reservationId,
    actor,
    note,
  }: { readonly reservationId: ReservationId; readonly actor: string; readonly note?: string },
): Promise<Moved> {
  const { cause, onHand, reserved } = settlements[settlement]
  return move(
    sql,
    {
      moves: sql`
        select variant_id, location_id, quantity * ${onHand}::integer, quantity * ${reserved}::integer, ${note ?? null}::text
        from inventory.reservation_line where reservation_id = ${reservationId}`,
    },
    { cause, actor, reservationId },
  )
}

type Moving = {
  readonly moves: Fragment
  /** A CTE that `moves` follows from. */
  readonly before?: Fragment
}

async function move(sql: Sql, { moves, before = sql`` }: Moving, why: Why): Promise<Moved> {
  const rows = await sql<(LevelRow & { readonly moved: boolean })[]>`
    with ${before} move (variant_id, location_id, on_hand_delta, reserved_delta, note) as materialized (${moves}),
    locked as materialized (${levelsUnderLock(sql, sql`array(select variant_id from move)`)}),
    moved as (
      update inventory.stock_level level
      set on_hand = level.on_hand + move.on_hand_delta, reserved = level.reserved + move.reserved_delta
      from move join locked using (variant_id, location_id)
      where level.variant_id = move.variant_id and level.location_id = move.location_id
        and level.reserved + move.reserved_delta between 0 and level.on_hand + move.on_hand_delta + level.backorder_limit
      returning level.variant_id, level.location_id, level.on_hand, level.reserved,
        move.on_hand_delta, move.reserved_delta, move.note
    ),
    entered as (${ledgerEntries(sql, why)})
    select ${levelColumns(sql)}, moved.variant_id is not null as moved
    from locked left join moved using (variant_id, location_id)
    order by locked.variant_id, locked.location_id`
  return { levels: rows.map(lockedLevel), moved: rows.filter(({ moved }) => moved).map(lockedLevel) }
}
