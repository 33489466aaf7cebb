import { command, internal, Money, refuse } from '@merx/kernel'
import { z } from 'zod'
import { setLine as writeLine } from '../data/lines.ts'
import { CartLineId } from '../domain/ids.ts'
import { Quantity } from '../domain/limits.ts'
import { StoredCart } from '../domain/stored-cart.ts'
import { CartTarget } from '../domain/target.ts'
import { cartChanged } from '../events.ts'

export const setLine = command({
  name: 'cart.set-line',
  summary: 'The step of cart.change-item that writes.',
  access: internal,
  input: z.object({ target: CartTarget, lineId: CartLineId, quantity: Quantity, price: Money }),
  output: StoredCart,
  refuses: { unknown_line: 404 },
  async run(ctx, { target, ...line }) {
    const written = await writeLine(ctx.sql, target, line)
    if (!written?.wrote) return refuse('unknown_line', { detail: 'This line is no longer in the cart.' })
    ctx.publish(cartChanged, { cartId: written.cart.id, version: written.cart.version })
    return written.cart
  },
})
