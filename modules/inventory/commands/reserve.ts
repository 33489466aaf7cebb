import { command, internal, isRefused, type Refusal, refuse, type WorkContext } from '@merx/kernel'
import { z } from 'zod'
import { announceLevels } from '../announce-levels.ts'
import { reservationStatus } from '../data/reservations.ts'
import { type Attempt, type NewReservation, reserveAllocated, reserveWhereItLies } from '../data/reserve.ts'
import { actorOf } from '../domain/actor.ts'
import { addUp, shortagesOf, type Wanted } from '../domain/allocation.ts'
import { ReservationId, VariantId } from '../domain/ids.ts'
import { ReservationStatus } from '../domain/reservation.ts'
import { Quantity } from '../domain/stock.ts'
import { reservationCommitted, stockReserved } from '../events.ts'
import { allocationStrategy } from '../seams.ts'

export const ReserveInput = z.object({
  reservationId: ReservationId,
  lines: z
    .array(z.object({ variantId: VariantId, quantity: Quantity }).meta({ id: 'ReserveLine' }))
    .min(1)
    .max(500),
  /** The order is settled already: the goods are taken out of the stock at once, and the reservation begins committed. */
  commit: z.boolean().optional(),
})

export const Reservation = z
  .object({ reservationId: ReservationId, status: ReservationStatus })
  .meta({ id: 'Reservation', description: 'Stock held for an order, and where it stands' })

export const reserve = command({
  name: 'inventory.reserve',
  summary: 'Holds stock for an order, or takes it out at once: all lines or none.',
  access: internal,
  input: ReserveInput,
  output: Reservation,
  refuses: {
    out_of_stock: 409,
    // a release came first: the order is given up and may hold nothing any more
    reservation_released: 409,
  },
  async run(ctx, { reservationId, lines: asked, commit = false }) {
    const lines = addUp(asked)
    const begins: NewReservation['begins'] = commit ? 'committed' : 'open'
    const attempt = await take(ctx, { reservationId, begins, actor: actorOf(ctx.caller) }, lines)
    if (isRefused(attempt)) return attempt
    if (!attempt.opened) return repeated(ctx, reservationId)
    ctx.publish(commit ? reservationCommitted : stockReserved, { reservationId, lines: [...attempt.taken] })
    announceLevels(ctx, attempt.levels)
    return { reservationId, status: begins }
  },
})

/** Two statements at most: a lock with a first attempt, and where there is a choice of places, what the strategy made of it. */
async function take(
  ctx: WorkContext,
  reservation: NewReservation,
  lines: readonly Wanted[],
): Promise<Attempt | Refusal<'out_of_stock'>> {
  const first = await reserveWhereItLies(ctx.sql, reservation, lines)
  if (first.opened) return covers(first.taken, lines) ? first : outOfStock(lines, first)

  const parts = ctx.seam(allocationStrategy)(lines, first.levels)
  if (covers(parts, lines)) {
    const second = await reserveAllocated(ctx.sql, reservation, parts)
    return !second.opened || covers(second.taken, lines) ? second : outOfStock(lines, first)
  }
  // a repeat is answered even when nothing is left by now
  return (await reservationStatus(ctx.sql, reservation.reservationId)) ? first : outOfStock(lines, first)
}

function covers(taken: readonly Wanted[], lines: readonly Wanted[]): boolean {
  const quantities = new Map(addUp(taken).map(({ variantId, quantity }) => [variantId, quantity]))
  return lines.every(({ variantId, quantity }) => quantities.get(variantId) === quantity)
}

function outOfStock(lines: readonly Wanted[], { levels }: Attempt): Refusal<'out_of_stock'> {
  return refuse('out_of_stock', {
    detail: 'Less is left than was asked for. Lower the quantities or take the lines out.',
    lines: shortagesOf(lines, levels),
  })
}

async function repeated(ctx: WorkContext, reservationId: ReservationId) {
  const status = await reservationStatus(ctx.sql, reservationId)
  if (status === undefined || status === 'released') {
    return refuse('reservation_released', {
      detail: `The reservation ${reservationId} was released and cannot be opened again.`,
    })
  }
  return { reservationId, status }
}
