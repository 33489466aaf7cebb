import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { orderPlaced } from '../events.ts'

export const announceOrder = command({
  name: 'ordering.announce-order',
  summary: 'Publishes that an order was placed: the last step of checkout, when nothing can refuse it any more.',
  access: internal,
  input: orderPlaced.schema,
  output: z.object({}),
  run: async (ctx, placed) => {
    ctx.publish(orderPlaced, placed)
    return {}
  },
})
