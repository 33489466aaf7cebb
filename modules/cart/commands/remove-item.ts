import { anyone, flow, isRefused } from '@merx/kernel'
import { z } from 'zod'
import { callersCart, targetOf } from '../callers-cart.ts'
import { CartLineId } from '../domain/ids.ts'
import { Cart, cartView } from '../quoting/cart-view.ts'
import { gather } from '../quoting/gather.ts'
import { viewAfterChange } from '../quoting/view-after-change.ts'
import { dropLine } from './drop-line.ts'

export const removeItem = flow({
  name: 'cart.remove-item',
  summary: 'Takes a line out of the cart. A line that is not in it is no fault: a second click changes nothing.',
  rest: 'DELETE /cart/items/{lineId}',
  access: anyone,
  input: z.object({ lineId: CartLineId }),
  output: Cart,
  refuses: { unknown_market: 404 },
  async read(ctx, { lineId }) {
    const mine = await callersCart(ctx)
    const lines = mine?.cart.lines ?? []
    const known = await gather(ctx, {
      market: mine?.cart.market,
      variantIds: lines.map(({ variantId }) => variantId),
    })
    if (isRefused(known)) return known
    const target = mine && lines.some(({ id }) => id === lineId) ? targetOf(ctx, mine.tokenHash) : null
    return { known, target, before: mine?.cart ?? null }
  },
  async steps(ctx, { lineId }, { target, before }) {
    return target ? ctx.step(dropLine, { target, lineId }) : { cart: before }
  },
  answer: async (ctx, _input, { facts: { known }, done: { cart } }) =>
    cart ? viewAfterChange(ctx, cart, known) : cartView(undefined, known),
})
