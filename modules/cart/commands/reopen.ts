import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { reopenCart } from '../data/carts.ts'
import { cartChanged } from '../events.ts'
import { CloseInput } from './close.ts'

export const reopen = command({
  name: 'cart.reopen',
  summary: 'The undo of cart.close: takes its input. A close that comes later is refused.',
  access: internal,
  input: CloseInput,
  output: z.object({}),
  async run(ctx, input) {
    const version = await reopenCart(ctx.sql, input)
    if (version !== undefined) ctx.publish(cartChanged, { cartId: input.cartId, version })
    return {}
  },
})
