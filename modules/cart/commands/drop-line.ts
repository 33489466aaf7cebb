import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { removeLine } from '../data/lines.ts'
import { CartLineId } from '../domain/ids.ts'
import { StoredCart } from '../domain/stored-cart.ts'
import { CartTarget } from '../domain/target.ts'
import { cartChanged } from '../events.ts'

export const dropLine = command({
  name: 'cart.drop-line',
  summary: 'The step of cart.remove-item that writes. A line that is gone already is no fault.',
  access: internal,
  input: z.object({ target: CartTarget, lineId: CartLineId }),
  output: z.object({ cart: StoredCart.nullable() }).meta({ id: 'LineDropped' }),
  async run(ctx, { target, lineId }) {
    const written = await removeLine(ctx.sql, target, lineId)
    if (!written) return { cart: null }
    ctx.publish(cartChanged, { cartId: written.cart.id, version: written.cart.version })
    return { cart: written.cart }
  },
})
