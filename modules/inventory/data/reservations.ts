import type { Sql } from '@merx/kernel'
import type { ReservationId } from '../domain/ids.ts'
import type { ReservationStatus } from '../domain/reservation.ts'

/** Where a reservation stands; `undefined` if nobody ever asked for it. */
export async function reservationStatus(sql: Sql, id: ReservationId): Promise<ReservationStatus | undefined> {
  const [row] = await sql<
    { readonly status: ReservationStatus }[]
  >`select status from inventory.reservation where id = ${id}`
  return row?.status
}

export type Released = { readonly wasOpened: boolean; readonly wasCommitted: boolean }

/**
 * Releases a reservation, or leaves a tombstone where there is none yet; `undefined` if it was released before. A reserve that is under
 * way with the same id is waited for: its lines are visible to the next statement and not to this one.
 */
export async function settleReleased(sql: Sql, id: ReservationId, reason: string): Promise<Released | undefined> {
  const [settled] = await sql<Released[]>`
    insert into inventory.reservation (id, status, released_at, release_reason) values (${id}, 'released', now(), ${reason})
    on conflict (id) do update
    set status = 'released', released_at = excluded.released_at, release_reason = excluded.release_reason
    where reservation.status <> 'released'
    returning opened_at is not null as "wasOpened", committed_at is not null as "wasCommitted"`
  return settled
}
