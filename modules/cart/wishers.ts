import type { WorkContext } from '@merx/kernel'
import { guestWith, userOf } from './callers-carts.ts'
import { moveWishes, takeGuestsWishlist, takeUsersWishlist } from './data/wishlists.ts'
import { expiryOf } from './domain/expiry.ts'
import { WishlistId } from './domain/ids.ts'
import type { GuestOwner, Owner, UserOwner } from './domain/owner.ts'

type Asking = Parameters<typeof userOf>[0] & Pick<WorkContext, 'credential'>

/** As long as browsers keep its token. */
const days = 365

/** What a caller without cookies shows who has no list yet. */
const noTokenYet = 'new'

export function wantsWishlistToken(ctx: Pick<Asking, 'credential'>): boolean {
  return ctx.credential('wishlist') === noTokenYet
}

/** The user and the guest whose lists a caller may see. */
export function wishersOf(ctx: Asking): {
  readonly user: UserOwner | undefined
  readonly guest: GuestOwner | undefined
} {
  const token = ctx.credential('wishlist')
  return { user: userOf(ctx), guest: token === undefined || token === noTokenYet ? undefined : guestWith(token) }
}

/** Whose list a change is of. */
export function wisherOf(ctx: Asking): Owner | undefined {
  const { user, guest } = wishersOf(ctx)
  return user ?? guest
}

/** When a guest's list that is changed now is forgotten. */
export function wishlistExpiry(now: Date): { readonly now: Date; readonly expiresAt: Date } {
  return { now, expiresAt: expiryOf(now, days) }
}

/** Brings what a user wished for before log-in into the list of the user, once. The list, where there was something to bring. */
export async function mergeWishes(ctx: WorkContext): Promise<WishlistId | undefined> {
  const { user, guest } = wishersOf(ctx)
  if (!user || !guest) return undefined
  // the guest's list first: whoever merges it too waits here, and finds it gone
  const from = await takeGuestsWishlist(ctx.sql, guest, wishlistExpiry(ctx.now()))
  if (!from) return undefined
  const into = await takeUsersWishlist(ctx.sql, WishlistId.parse(ctx.newId()), user)
  await moveWishes(ctx.sql, { from, into })
  return into
}
