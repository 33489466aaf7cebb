import { anyone, isRefused, query } from '@merx/kernel'
import { MarketCode } from '@merx/pricing'
import { z } from 'zod'
import { callersCart } from '../callers-cart.ts'
import { Cart, cartView } from '../quoting/cart-view.ts'
import { gather } from '../quoting/gather.ts'

export const getCart = query({
  name: 'cart.get-cart',
  summary: 'The cart with the prices of this moment, and what the buyer should know; empty for who has none.',
  rest: 'GET /cart',
  access: anyone,
  input: z.object({ market: MarketCode.optional().describe('For an empty cart: a cart stays in its market') }),
  output: Cart,
  refuses: { unknown_market: 404 },
  async run(ctx, { market }) {
    const cart = (await callersCart(ctx))?.cart
    const known = await gather(ctx, {
      market: cart?.market ?? market,
      variantIds: cart?.lines.map(({ variantId }) => variantId) ?? [],
    })
    return isRefused(known) ? known : cartView(cart, known)
  },
})
