import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { reservationStatus } from '../data/reservations.ts'
import { ReservationId } from '../domain/ids.ts'
import { takeOut } from '../settle.ts'
import { Reservation } from './reserve.ts'

export const commit = command({
  name: 'inventory.commit',
  summary:
    'Takes what is held for an order out of the stock: it is paid. Repeats do nothing; the answer says where the reservation stands.',
  access: internal,
  input: z.object({ reservationId: ReservationId }),
  output: Reservation,
  async run(ctx, { reservationId }) {
    if (await takeOut(ctx, reservationId)) return { reservationId, status: 'committed' as const }
    const status = await reservationStatus(ctx.sql, reservationId)
    if (!status) throw new Error(`The reservation ${reservationId} is to be committed and was never made`)
    return { reservationId, status }
  },
})
