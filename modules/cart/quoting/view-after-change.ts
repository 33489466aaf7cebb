import { type FreeContext, isRefused, type Refusal } from '@merx/kernel'
import { covers, type Known } from '../domain/known.ts'
import type { StoredCart } from '../domain/stored-cart.ts'
import { type Beside, type Cart, cartView } from './cart-view.ts'
import { gather } from './gather.ts'

/** The cart after a change, priced by what was asked before it; asked again only where another tab has changed the cart meanwhile. */
export async function viewAfterChange(
  ctx: FreeContext,
  cart: StoredCart,
  { known: before, ...beside }: Beside & { readonly known: Known },
): Promise<Cart | Refusal<'unknown_market'>> {
  const variantIds = cart.lines.map(({ variantId }) => variantId)
  const known = covers(before, cart.market, variantIds)
    ? before
    : await gather(ctx, { market: cart.market, variantIds })
  return isRefused(known) ? known : cartView(cart, known, beside)
}
