import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { bringInto } from '../bring-into.ts'
import { lockedCarts, lockGuestCart, markMerged, takeCart } from '../data/brought-lines.ts'
import { Rest, Stock } from '../domain/brought-lines.ts'
import { CartId } from '../domain/ids.ts'
import { GuestOwner } from '../domain/owner.ts'
import { StoredCart } from '../domain/stored-cart.ts'
import { CartTarget } from '../domain/target.ts'
import { cartChanged } from '../events.ts'

export const mergeLines = command({
  name: 'cart.merge-lines',
  summary: 'The step of cart.merge that writes: the lines of a guest’s cart go into the one of a user, once.',
  access: internal,
  input: z.object({
    target: CartTarget,
    guest: GuestOwner,
    /** For a user without a cart. */
    cartId: CartId,
    stock: Stock,
  }),
  output: z.object({ cart: StoredCart.nullable(), rest: z.array(Rest) }).meta({ id: 'LinesMerged' }),
  async run(ctx, { target, guest, cartId, stock }) {
    // the guest's cart first: whoever merges it too waits here, and finds that it is done
    const from = await lockGuestCart(ctx.sql, guest, target.now)
    if (!from) return { cart: null, rest: [] }
    const into = await takeCart(ctx.sql, target, { cartId, market: from.market })
    if (!into) throw new Error('The cart of a user cannot be taken, although it is open until it is forgotten')
    const [cart, guestCart] = await lockedCarts(ctx.sql, [into.id, from.id])
    if (!cart || !guestCart) throw new Error(`The carts ${into.id} and ${from.id} are gone under their locks`)
    const brought = await bringInto(ctx.sql, cart, { lines: guestCart.lines, stock, ofCart: true })
    const version = await markMerged(ctx.sql, { from: from.id, was: 'open', into: into.id })
    if (version === undefined) throw new Error(`The cart ${from.id} was merged by somebody else under its lock`)
    ctx.publish(cartChanged, { cartId: from.id, version })
    ctx.publish(cartChanged, { cartId: into.id, version: into.version })
    return brought
  },
})
