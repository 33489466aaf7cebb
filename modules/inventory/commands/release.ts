import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { ReservationId } from '../domain/ids.ts'
import { Reason } from '../domain/stock.ts'
import { giveBack } from '../settle.ts'
import { Reservation } from './reserve.ts'

export const release = command({
  name: 'inventory.release',
  summary: 'Gives back what is held for an order. Repeats do nothing; a reserve that comes later is barred.',
  access: internal,
  input: z.object({ reservationId: ReservationId, reason: Reason }),
  output: Reservation,
  run: (ctx, { reservationId, reason }) => giveBack(ctx, reservationId, reason),
})
