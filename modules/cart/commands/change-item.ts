import { anyone, flow, isRefused, refuse } from '@merx/kernel'
import { z } from 'zod'
import { targetOf } from '../callers-carts.ts'
import { cartToChange } from '../cart-to-change.ts'
import { CartLineId } from '../domain/ids.ts'
import { offerOf } from '../domain/known.ts'
import { Quantity } from '../domain/limits.ts'
import { Cart } from '../quoting/cart-view.ts'
import { gather } from '../quoting/gather.ts'
import { viewAfterChange } from '../quoting/view-after-change.ts'
import { setLine } from './set-line.ts'

export const changeItem = flow({
  name: 'cart.change-item',
  summary: 'Sets the quantity of a line of the cart.',
  rest: 'PATCH /cart/items/{lineId}',
  access: anyone,
  idempotency: 'optional',
  input: z.object({ lineId: CartLineId, quantity: Quantity }),
  output: Cart,
  refuses: { unknown_line: 404, unknown_market: 404, out_of_stock: 409 },
  async read(ctx, { lineId, quantity }) {
    const mine = await cartToChange(ctx)
    if (isRefused(mine)) return mine
    const { cart, owner, problems } = mine
    const line = cart?.lines.find(({ id }) => id === lineId)
    if (!cart || !owner || !line) return refuse('unknown_line', { detail: 'This line is not in the cart.' })
    const { market, lines } = cart
    const known = await gather(ctx, { market, variantIds: lines.map(({ variantId }) => variantId) })
    if (isRefused(known)) return known
    const offer = offerOf(known, line.variantId)
    const available = offer?.available ?? 0
    if (!offer || quantity > available) {
      return refuse('out_of_stock', {
        detail: available > 0 ? `Only ${available} are left.` : 'None of this is left.',
        available,
        inCart: line.quantity,
      })
    }
    return { known, problems, target: targetOf(ctx, owner), price: offer.price }
  },
  steps: (ctx, { lineId, quantity }, { target, price }) => ctx.step(setLine, { target, lineId, quantity, price }),
  answer: (ctx, _input, { facts: { known, problems }, done }) => viewAfterChange(ctx, done, { known, problems }),
})
