import { command, internal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { closeCart, isClosedBy } from '../data/carts.ts'
import { CartId, OrderId } from '../domain/ids.ts'
import { cartChanged } from '../events.ts'

export const CloseInput = z.object({ cartId: CartId, version: z.int(), orderId: OrderId })

export const close = command({
  name: 'cart.close',
  summary: 'Closes a cart that became an order, if it still is the one that was quoted.',
  access: internal,
  input: CloseInput,
  output: z.object({}),
  refuses: { cart_changed: 409 },
  async run(ctx, input) {
    const version = await closeCart(ctx.sql, input)
    if (version !== undefined) {
      ctx.publish(cartChanged, { cartId: input.cartId, version })
      return {}
    }
    if (await isClosedBy(ctx.sql, input)) return {}
    return refuse('cart_changed', { detail: 'The cart was changed meanwhile. Look at it again, then order.' })
  },
})
