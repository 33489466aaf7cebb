import { anyone, query } from '@merx/kernel'
import { MarketCode } from '@merx/pricing'
import { z } from 'zod'
import { Cart } from '../quoting/cart-view.ts'
import { showCart } from '../quoting/show-cart.ts'

export const getCart = query({
  name: 'cart.get-cart',
  summary:
    'The cart of the user, or else of the token, with the prices of this moment and what the buyer should know; empty for who has none.',
  rest: 'GET /cart',
  access: anyone,
  input: z.object({ market: MarketCode.optional().describe('For an empty cart: a cart stays in its market') }),
  output: Cart,
  refuses: { unknown_market: 404 },
  run: (ctx, { market }) => showCart(ctx, market),
})
