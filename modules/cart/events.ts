import { event, id } from '@merx/kernel'
import { z } from 'zod'

/** A cart has other contents, another market or another status than before; who shows it asks for it again. */
export const cartChanged = event({
  name: 'cart.cart.changed.v1',
  schema: z.object({ cartId: id<'CartId'>(), version: z.int() }),
  key: (cart) => cart.cartId,
})
