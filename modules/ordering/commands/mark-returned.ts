import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { OrderNumber } from '../domain/order-number.ts'
import { StaffOrder } from '../domain/order-view.ts'
import { moveOrder } from '../move-order.ts'

export const markReturned = command({
  name: 'ordering.mark-returned',
  summary: 'Records that the goods of an order came back.',
  rest: 'POST /admin/orders/{number}/returned',
  access: can('orders:write'),
  input: z.object({ number: OrderNumber }),
  output: StaffOrder,
  refuses: { unknown_order: 404, illegal_move: 409 },
  run: (ctx, { number }) => moveOrder(ctx, number, { returnStatus: 'returned' }),
})
