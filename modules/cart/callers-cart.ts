import type { QueryContext } from '@merx/kernel'
import { findCart } from './data/carts.ts'
import { hashOf } from './data/token-hash.ts'
import { expiryOf } from './domain/expiry.ts'
import type { StoredCart } from './domain/stored-cart.ts'
import type { CartTarget } from './domain/target.ts'
import { cartSettings } from './settings.ts'

/** What `Merx-Cart: new` shows: a caller without cookies who has no cart yet and wants its token in the answer. */
const noTokenYet = 'new'

export function wantsToken(ctx: Pick<QueryContext, 'credential'>): boolean {
  return ctx.credential('cart') === noTokenYet
}

export type CallersCart = { readonly tokenHash: string; readonly cart: StoredCart }

/** The caller's open cart. A token that is unknown, expired or of an ordered cart is no cart. */
export async function callersCart(
  ctx: Pick<QueryContext, 'credential' | 'sql' | 'now'>,
): Promise<CallersCart | undefined> {
  const token = ctx.credential('cart')
  if (token === undefined || token === noTokenYet) return undefined
  const tokenHash = hashOf(token)
  const cart = await findCart(ctx.sql, tokenHash, ctx.now())
  return cart?.status === 'open' ? { tokenHash, cart } : undefined
}

/** What a step is told of the cart that it writes. */
export function targetOf(ctx: Pick<QueryContext, 'seam' | 'now'>, tokenHash: string): CartTarget {
  const now = ctx.now()
  const expiresAt = expiryOf(now, ctx.seam(cartSettings).MERX_CART_DAYS)
  return { tokenHash, now: now.toISOString(), expiresAt: expiresAt.toISOString() }
}
