import { command, internal } from '@merx/kernel'
import { giveBack } from '../settle.ts'
import { Reservation, ReserveInput } from './reserve.ts'

export const undoReserve = command({
  name: 'inventory.undo-reserve',
  summary: 'The undo of inventory.reserve: takes its input and releases.',
  access: internal,
  input: ReserveInput,
  output: Reservation,
  run: (ctx, { reservationId }) => giveBack(ctx, reservationId, 'undone'),
})
