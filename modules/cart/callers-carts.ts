import { personOf, type QueryContext } from '@merx/kernel'
import { findCart, findUsersCarts } from './data/carts.ts'
import { hashOf } from './data/token-hash.ts'
import { expiryOf } from './domain/expiry.ts'
import { UserId } from './domain/ids.ts'
import type { GuestOwner, Owner, UserOwner } from './domain/owner.ts'
import type { StoredCart } from './domain/stored-cart.ts'
import type { CartTarget } from './domain/target.ts'
import { cartSettings } from './settings.ts'

type Asking = Pick<QueryContext, 'caller' | 'credential'>

/** What `Merx-Cart: new` shows: a caller without cookies who has no cart yet and wants its token in the answer. */
const noTokenYet = 'new'

export function wantsToken(ctx: Pick<Asking, 'credential'>): boolean {
  return ctx.credential('cart') === noTokenYet
}

export type CallersCarts = {
  /** Whose cart it is or would be; none for a guest who shows no token. */
  readonly owner: Owner | undefined
  /** The cart as it lies there, open or not. */
  readonly cart: StoredCart | undefined
  /** What a user put together before log-in, open and with something in it. */
  readonly guestCart: StoredCart | undefined
}

/** The cart of a signed-in user, whatever token is shown, or that of a guest's token. */
export async function callersCarts(ctx: Asking & Pick<QueryContext, 'sql' | 'now'>): Promise<CallersCarts> {
  const [user, guest] = [userOf(ctx), guestOf(ctx)]
  if (user && guest) {
    const { own, shown } = await findUsersCarts(ctx.sql, { user, guest }, ctx.now())
    const isWaiting = shown?.status === 'open' && shown.lines.length > 0
    return { owner: user, cart: own, guestCart: isWaiting ? shown : undefined }
  }
  const owner = user ?? guest
  return { owner, cart: owner && (await findCart(ctx.sql, owner, ctx.now())), guestCart: undefined }
}

/** One that is open: where it was ordered or merged, its owner has none. */
export function openCart({ cart }: Pick<CallersCarts, 'cart'>): StoredCart | undefined {
  return cart?.status === 'open' ? cart : undefined
}

/** Pieces that a user put together before log-in and that are not in the user's cart yet. */
export function unmergedIn({ guestCart }: Pick<CallersCarts, 'guestCart'>): number {
  return guestCart?.lines.reduce((pieces, { quantity }) => pieces + quantity, 0) ?? 0
}

export function userOf({ caller }: Pick<Asking, 'caller'>): UserOwner | undefined {
  const person = personOf(caller)
  return person === undefined ? undefined : { kind: 'user', userId: UserId.parse(person) }
}

/** The owner of the cart whose token is shown, whoever shows it. */
export function guestOf(ctx: Pick<Asking, 'credential'>): GuestOwner | undefined {
  const token = ctx.credential('cart')
  return token === undefined || token === noTokenYet ? undefined : guestWith(token)
}

export function guestWith(token: string): GuestOwner {
  return { kind: 'guest', tokenHash: hashOf(token) }
}

export function isOf(owner: Owner, token: string): boolean {
  return owner.kind === 'guest' && owner.tokenHash === hashOf(token)
}

/** What a step is told of the cart that it writes. */
export function targetOf(ctx: Pick<QueryContext, 'seam' | 'now'>, owner: Owner): CartTarget {
  const now = ctx.now()
  const expiresAt = expiryOf(now, ctx.seam(cartSettings).MERX_CART_DAYS)
  return { owner, now: now.toISOString(), expiresAt: expiresAt.toISOString() }
}
