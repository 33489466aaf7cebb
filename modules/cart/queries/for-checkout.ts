import { internal, query, refuse } from '@merx/kernel'
import { z } from 'zod'
import { findCart } from '../data/carts.ts'
import { hashOf } from '../data/token-hash.ts'
import { StoredCart } from '../domain/stored-cart.ts'

export const forCheckout = query({
  name: 'cart.for-checkout',
  summary:
    'The cart of a token as it lies there, open or closed: with the order it became, so that a repeated checkout finds it.',
  access: internal,
  input: z.object({ token: z.string() }),
  output: StoredCart,
  refuses: { unknown_cart: 404 },
  async run(ctx, { token }) {
    const cart = await findCart(ctx.sql, hashOf(token), ctx.now())
    return cart ?? refuse('unknown_cart', { detail: 'There is no cart with this token, or it has expired.' })
  },
})
