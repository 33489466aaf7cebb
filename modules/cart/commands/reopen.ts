import { command, internal, type WorkContext } from '@merx/kernel'
import { z } from 'zod'
import { bringInto } from '../bring-into.ts'
import { lockClosedCart, lockedCarts, markMerged, takeCart } from '../data/brought-lines.ts'
import { reopenCart } from '../data/carts.ts'
import { CartId } from '../domain/ids.ts'
import { mostOfOne } from '../domain/limits.ts'
import { CartTarget } from '../domain/target.ts'
import { cartChanged } from '../events.ts'
import { CloseInput } from './close.ts'

export const reopen = command({
  name: 'cart.reopen',
  summary: 'The undo of cart.close: takes its input. A close that comes later is refused.',
  access: internal,
  input: CloseInput,
  output: z.object({}),
  async run(ctx, input) {
    const version = await reopenCart(ctx.sql, input)
    if (version === undefined) await moveToNextCart(ctx, input)
    else ctx.publish(cartChanged, { cartId: input.cartId, version })
    return {}
  },
})

/** A user has one open cart: where another was begun meanwhile, the lines that were to be ordered go there. */
async function moveToNextCart(ctx: WorkContext, closing: z.output<typeof CloseInput>): Promise<void> {
  const from = await lockClosedCart(ctx.sql, closing)
  if (!from) return
  const target = CartTarget.parse({
    owner: { kind: 'user', userId: from.userId },
    now: ctx.now().toISOString(),
    expiresAt: from.expiresAt.toISOString(),
  })
  const into = await takeCart(ctx.sql, target, { cartId: CartId.parse(ctx.newId()), market: from.market })
  const [next, closed] = into ? await lockedCarts(ctx.sql, [into.id, from.id]) : []
  if (!into || !next || !closed) throw new Error(`The lines of cart ${from.id} have nowhere to go`)
  // what may be sold is shown when the cart is
  const stock = closed.lines.map(({ variantId }) => ({ variantId, available: mostOfOne }))
  await bringInto(ctx.sql, next, { lines: closed.lines, stock, ofCart: true })
  await markMerged(ctx.sql, { from: from.id, was: 'closed', into: into.id })
  ctx.publish(cartChanged, { cartId: into.id, version: into.version })
}
