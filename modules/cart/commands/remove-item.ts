import { anyone, flow, isRefused } from '@merx/kernel'
import { z } from 'zod'
import { targetOf } from '../callers-carts.ts'
import { cartToChange } from '../cart-to-change.ts'
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
    const mine = await cartToChange(ctx)
    if (isRefused(mine)) return mine
    const { cart, owner, problems } = mine
    const lines = cart?.lines ?? []
    const known = await gather(ctx, {
      market: cart?.market,
      variantIds: lines.map(({ variantId }) => variantId),
    })
    if (isRefused(known)) return known
    const target = owner && lines.some(({ id }) => id === lineId) ? targetOf(ctx, owner) : null
    return { known, problems, target, before: cart ?? null }
  },
  async steps(ctx, { lineId }, { target, before }) {
    return target ? ctx.step(dropLine, { target, lineId }) : { cart: before }
  },
  answer: async (ctx, _input, { facts: { known, problems }, done: { cart } }) =>
    cart ? viewAfterChange(ctx, cart, { known, problems }) : cartView(undefined, known, { problems }),
})
