import { isRefused, type QueryContext, type Refusal } from '@merx/kernel'
import { callersCarts, openCart, unmergedIn } from '../callers-carts.ts'
import { type Cart, cartView } from './cart-view.ts'
import { gather } from './gather.ts'

/** The caller's cart at the prices of this moment; an empty one is shown in the market that is named. */
export async function showCart(ctx: QueryContext, market?: string): Promise<Cart | Refusal<'unknown_market'>> {
  const carts = await callersCarts(ctx)
  const cart = openCart(carts)
  const known = await gather(ctx, {
    market: cart?.market ?? market,
    variantIds: cart?.lines.map(({ variantId }) => variantId) ?? [],
  })
  return isRefused(known) ? known : cartView(cart, known, { unmerged: unmergedIn(carts) })
}
