import { internal, query, refuse } from '@merx/kernel'
import { z } from 'zod'
import { callersCarts } from '../callers-carts.ts'
import { StoredCart } from '../domain/stored-cart.ts'

export const forCheckout = query({
  name: 'cart.for-checkout',
  summary:
    'The cart of the caller as it lies there, open or closed: with the order it became, so that a repeated checkout finds it.',
  access: internal,
  input: z.object({}),
  output: StoredCart,
  refuses: { unknown_cart: 404 },
  async run(ctx) {
    const { cart } = await callersCarts(ctx)
    return cart ?? refuse('unknown_cart', { detail: 'There is no cart with this token, or it has expired.' })
  },
})
