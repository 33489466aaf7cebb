import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { OrderNumber } from '../domain/order-number.ts'
import { StaffOrder } from '../domain/order-view.ts'
import { moveOrder } from '../move-order.ts'

export const markShipped = command({
  name: 'ordering.mark-shipped',
  summary: 'Records that an order has left the house.',
  rest: 'POST /admin/orders/{number}/shipped',
  access: can('orders:write'),
  input: z.object({ number: OrderNumber }),
  output: StaffOrder,
  refuses: { unknown_order: 404, illegal_move: 409 },
  run: (ctx, { number }) => moveOrder(ctx, number, { fulfilmentStatus: 'shipped' }),
})
