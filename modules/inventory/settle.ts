import type { WorkContext } from '@merx/kernel'
import { announceLevels } from './announce-levels.ts'
import { commitReservation, moveReservation } from './data/move.ts'
import { settleReleased } from './data/reservations.ts'
import { actorOf } from './domain/actor.ts'
import type { Allocation } from './domain/allocation.ts'
import type { ReservationId } from './domain/ids.ts'
import type { LockedLevel } from './domain/level.ts'
import { reservationCommitted, reservationReleased } from './events.ts'

/** Takes what is held out of the house. Whether this call did it: a reservation that is not open is left alone. */
export async function takeOut(ctx: WorkContext, reservationId: ReservationId): Promise<boolean> {
  const { levels, moved } = await commitReservation(ctx.sql, { reservationId, actor: actorOf(ctx.caller) })
  if (levels.length === 0) return false
  ctx.publish(reservationCommitted, { reservationId, lines: moved.map(lineOf) })
  announceLevels(ctx, levels)
  return true
}

/** Gives back what is held, or was taken out already. Nothing happens twice; before its reserve it leaves a tombstone. */
export async function giveBack(ctx: WorkContext, reservationId: ReservationId, reason: string) {
  const released = await settleReleased(ctx.sql, reservationId, reason)
  if (released?.wasOpened) {
    const { levels, moved } = await moveReservation(ctx.sql, released.wasCommitted ? 'return' : 'release', {
      reservationId,
      actor: actorOf(ctx.caller),
      note: reason,
    })
    ctx.publish(reservationReleased, { reservationId, reason, lines: moved.map(lineOf) })
    announceLevels(ctx, levels)
  }
  return { reservationId, status: 'released' as const }
}

function lineOf({ variantId, locationId, before, after }: LockedLevel): Allocation {
  const held = Math.abs(after.reserved - before.reserved)
  return { variantId, locationId, quantity: held || Math.abs(after.onHand - before.onHand) }
}
