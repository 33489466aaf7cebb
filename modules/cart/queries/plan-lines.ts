import { internal, isRefused, newToken, query } from '@merx/kernel'
import { z } from 'zod'
import { callersCarts, guestWith, openCart, targetOf, unmergedIn } from '../callers-carts.ts'
import { CartId, CartLineId, VariantId } from '../domain/ids.ts'
import { offerOf } from '../domain/known.ts'
import { mostOfOne } from '../domain/limits.ts'
import { LinePlan } from '../domain/line-plan.ts'
import { CartProblem } from '../quoting/cart-view.ts'
import { gather } from '../quoting/gather.ts'

const WantedLine = z
  .object({ variantId: VariantId, name: z.string(), quantity: z.int().min(1) })
  .meta({ id: 'WantedLine' })

export const planLines = query({
  name: 'cart.plan-lines',
  summary: 'What `cart.put-lines` is to put into the cart of the caller: as much of these goods as is still sold.',
  access: internal,
  input: z.object({ lines: z.array(WantedLine).min(1), market: z.string().describe('Of a new cart') }),
  output: z
    .object({
      plan: LinePlan,
      token: z.string().describe('Of a cart that is made for a guest'),
      problems: z.array(CartProblem).describe('What cannot be bought at all'),
      unmerged: z.int().describe('Pieces of a guest’s cart that are to be merged before'),
    })
    .meta({ id: 'PlannedLines' }),
  refuses: { unknown_market: 404 },
  async run(ctx, { lines: wanted, market }) {
    const carts = await callersCarts(ctx)
    const cart = openCart(carts)
    const variantIds = wanted.map(({ variantId }) => variantId)
    const known = await gather(ctx, { market: cart?.lines.length ? cart.market : market, variantIds })
    if (isRefused(known)) return known
    const planned = wanted.map(({ variantId, name, quantity }) => {
      const id = CartLineId.parse(ctx.newId())
      const offer = offerOf(known, variantId)
      return offer && offer.available > 0
        ? { line: { id, variantId, quantity: Math.min(quantity, mostOfOne), shownPrice: offer.price } }
        : { problem: leftOut(id, offer ? `None of ${name} is left at the moment.` : `${name} is no longer sold.`) }
    })
    const token = newToken()
    const fresh = carts.owner?.kind === 'user' ? carts.owner : guestWith(token)
    return {
      plan: {
        target: targetOf(ctx, cart && carts.owner ? carts.owner : fresh),
        fresh,
        cartId: CartId.parse(ctx.newId()),
        market: known.market.code,
        lines: planned.flatMap(({ line }) => line ?? []),
        stock: [...known.stock],
      },
      token,
      problems: planned.flatMap(({ problem }) => problem ?? []),
      unmerged: unmergedIn(carts),
    }
  },
})

function leftOut(lineId: CartLineId, detail: string): z.output<typeof CartProblem> {
  return { code: 'left_out', lineId, detail }
}
