import { flow, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersCarts, guestOf, openCart, targetOf } from '../callers-carts.ts'
import { CartId } from '../domain/ids.ts'
import { Cart } from '../quoting/cart-view.ts'
import { gather } from '../quoting/gather.ts'
import { restProblems } from '../quoting/rest-problems.ts'
import { showCart } from '../quoting/show-cart.ts'
import { viewAfterChange } from '../quoting/view-after-change.ts'
import { mergeLines } from './merge-lines.ts'
import { mergeWishlist } from './merge-wishlist.ts'

export const merge = flow({
  name: 'cart.merge',
  summary:
    'Brings what a user put together before log-in, cart and wishlist, into that of the user, for whoever still shows the tokens. Repeats change nothing.',
  rest: 'POST /cart/merge',
  access: signedIn,
  input: z.object({}),
  output: Cart,
  refuses: { unknown_market: 404 },
  async read(ctx) {
    const carts = await callersCarts(ctx)
    const { owner, guestCart } = carts
    const guest = guestOf(ctx)
    if (!owner || !guest || !guestCart) return undefined
    const own = openCart(carts)
    const lines = [...(own?.lines ?? []), ...guestCart.lines]
    const known = await gather(ctx, {
      market: own?.lines.length ? own.market : guestCart.market,
      variantIds: [...new Set(lines.map(({ variantId }) => variantId))],
    })
    if (isRefused(known)) return known
    return { known, merging: { target: targetOf(ctx, owner), guest, cartId: CartId.parse(ctx.newId()) } }
  },
  async steps(ctx, _input, facts) {
    if (ctx.credential('wishlist') !== undefined) await ctx.step(mergeWishlist, {})
    if (!facts) return undefined
    return ctx.step(mergeLines, { ...facts.merging, stock: [...facts.known.stock] })
  },
  async answer(ctx, _input, { facts, done }) {
    if (!facts || !done?.cart) return showCart(ctx)
    const { known } = facts
    const names = new Map(known.variants.map(({ id, productName }) => [id, productName]))
    return viewAfterChange(ctx, done.cart, { known, problems: restProblems(done.rest, names) })
  },
})
