import type { Sql } from '@merx/kernel'
import type { ReservationId } from '../domain/ids.ts'

export type Cause = 'counted' | 'adjusted' | 'transferred' | 'reserved' | 'released' | 'committed'

/** Who moved stock, and why. */
export type Why = {
  readonly cause: Cause
  readonly actor: string
  readonly reservationId?: ReservationId
}

/** The statement that enters the rows of the CTE `moved` (new state, deltas, note), to stand in a CTE of the statement that moves. */
export function ledgerEntries(sql: Sql, { cause, actor, reservationId }: Why) {
  return sql`
    insert into inventory.ledger
      (variant_id, location_id, cause, note, actor, reservation_id, on_hand_from, on_hand_to, reserved_from, reserved_to)
    select variant_id, location_id, ${cause}, note, ${actor}, ${reservationId ?? null}::uuid,
      on_hand - on_hand_delta, on_hand, reserved - reserved_delta, reserved
    from moved`
}
