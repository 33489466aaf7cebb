import { variants } from '@merx/catalog'
import { anyone, command, newToken, refuse, type WorkContext } from '@merx/kernel'
import { z } from 'zod'
import { guestWith } from '../callers-carts.ts'
import { insertGuestsWishlist, insertWish, takeGuestsWishlist, takeUsersWishlist } from '../data/wishlists.ts'
import { ProductId, VariantId, WishlistId } from '../domain/ids.ts'
import { mostWishes } from '../domain/limits.ts'
import { mergeWishes, wantsWishlistToken, wishersOf, wishlistExpiry } from '../wishers.ts'

export const addWish = command({
  name: 'cart.add-wish',
  summary: 'Puts a variant on the wishlist, making the list on first use. One that is on it stays there.',
  rest: 'POST /wishlist',
  access: anyone,
  input: z.object({ variantId: VariantId }),
  output: z
    .object({
      count: z.int(),
      token: z.string().optional().describe('Only for a caller who sent `Merx-Wishlist: new`'),
    })
    .meta({ id: 'WishAdded' }),
  refuses: { unknown_variant: 404, wishlist_full: 409 },
  async read(ctx, { variantId }) {
    const [variant] = (await ctx.call(variants, { ids: [variantId] })).items
    if (!variant?.sellable) return refuse('unknown_variant', { detail: 'This is not sold here, or no longer.' })
    return { productId: ProductId.parse(variant.productId) }
  },
  async run(ctx, { variantId }, { productId }) {
    const { id, token } = await listToWrite(ctx)
    const { count, isThere } = await insertWish(ctx.sql, id, { variantId, productId, at: ctx.now() })
    if (!isThere) return refuse('wishlist_full', { detail: `A wishlist takes ${mostWishes} things at most.` })
    return token !== undefined && wantsWishlistToken(ctx) ? { count, token } : { count }
  },
})

/** The caller's list under its lock; one that is made for a guest comes with its token. */
async function listToWrite(ctx: WorkContext): Promise<{ readonly id: WishlistId; readonly token?: string }> {
  const { user, guest } = wishersOf(ctx)
  const fresh = WishlistId.parse(ctx.newId())
  if (user) return { id: (await mergeWishes(ctx)) ?? (await takeUsersWishlist(ctx.sql, fresh, user)) }
  const times = wishlistExpiry(ctx.now())
  const found = guest && (await takeGuestsWishlist(ctx.sql, guest, times))
  if (found) return { id: found }
  const token = newToken()
  await insertGuestsWishlist(ctx.sql, { id: fresh, owner: guestWith(token), expiresAt: times.expiresAt })
  ctx.issue('wishlist', token)
  return { id: fresh, token }
}
