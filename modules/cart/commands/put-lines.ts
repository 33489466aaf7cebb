import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { bringInto } from '../bring-into.ts'
import { lockedCarts, takeCart } from '../data/brought-lines.ts'
import { Rest } from '../domain/brought-lines.ts'
import { LinePlan } from '../domain/line-plan.ts'
import { Owner } from '../domain/owner.ts'
import type { StoredCart } from '../domain/stored-cart.ts'
import { cartChanged } from '../events.ts'

export const putLines = command({
  name: 'cart.put-lines',
  summary: 'Puts what `cart.plan-lines` has planned into a cart, up to what may be sold; what does not fit is told.',
  access: internal,
  input: LinePlan,
  output: z.object({ owner: Owner, added: z.int().describe('Pieces'), rest: z.array(Rest) }).meta({ id: 'LinesPut' }),
  async run(ctx, { target, fresh, lines, stock, ...unlessThere }) {
    const found = await takeCart(ctx.sql, target, unlessThere)
    const taken = found ?? (await takeCart(ctx.sql, { ...target, owner: fresh }, unlessThere))
    const [before] = taken ? await lockedCarts(ctx.sql, [taken.id]) : []
    if (!before) throw new Error('A cart under a token that was just drawn is closed')
    const { cart, rest } = await bringInto(ctx.sql, before, { lines, stock, ofCart: false })
    ctx.publish(cartChanged, { cartId: cart.id, version: cart.version })
    return { owner: found ? target.owner : fresh, added: pieces(cart) - pieces(before), rest }
  },
})

function pieces({ lines }: StoredCart): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}
