import { type FreeContext, isRefused, type Refusal } from '@merx/kernel'
import { callersCarts, openCart } from './callers-carts.ts'
import { merge } from './commands/merge.ts'
import type { Owner } from './domain/owner.ts'
import type { StoredCart } from './domain/stored-cart.ts'
import type { Cart } from './quoting/cart-view.ts'

export type CartToChange = {
  readonly owner: Owner | undefined
  /** Open. */
  readonly cart: StoredCart | undefined
  /** What did not find room when it was merged. */
  readonly problems: Cart['problems']
}

/** The caller's cart before a change of it. What a user put together before log-in is brought in first, for clients that do not see to it. */
export async function cartToChange(ctx: FreeContext): Promise<CartToChange | Refusal<'unknown_market'>> {
  const carts = await callersCarts(ctx)
  if (!carts.guestCart) return { owner: carts.owner, cart: openCart(carts), problems: [] }
  const merged = await ctx.call(merge, {})
  if (isRefused(merged)) return merged
  const { owner, cart } = await callersCarts(ctx)
  const problems = merged.problems.filter(({ code }) => code === 'added_in_part' || code === 'left_out')
  return { owner, cart: openCart({ cart }), problems }
}
