import { anyone, flow, isRefused, newToken, refuse } from '@merx/kernel'
import { MarketCode } from '@merx/pricing'
import { z } from 'zod'
import { guestWith, isOf, targetOf, wantsToken } from '../callers-carts.ts'
import { cartToChange } from '../cart-to-change.ts'
import { CartId, CartLineId, VariantId } from '../domain/ids.ts'
import { offerOf } from '../domain/known.ts'
import { Quantity } from '../domain/limits.ts'
import { Cart } from '../quoting/cart-view.ts'
import { gather } from '../quoting/gather.ts'
import { viewAfterChange } from '../quoting/view-after-change.ts'
import { putLine } from './put-line.ts'

export const addItem = flow({
  name: 'cart.add-item',
  summary: 'Adds a quantity of a variant to the cart, creating the cart on first use.',
  rest: 'POST /cart/items',
  access: anyone,
  idempotency: 'optional',
  input: z.object({
    variantId: VariantId,
    quantity: Quantity,
    market: MarketCode.optional().describe('Takes the cart over to this market; absent: it stays where it is'),
  }),
  output: Cart,
  refuses: { unknown_variant: 404, unknown_market: 404, out_of_stock: 409, cart_full: 409 },
  async read(ctx, { variantId, market }) {
    const mine = await cartToChange(ctx)
    if (isRefused(mine)) return mine
    const { cart, owner, problems } = mine
    const inCart = cart?.lines.map((line) => line.variantId) ?? []
    const known = await gather(ctx, {
      market: market ?? cart?.market,
      variantIds: [...new Set([...inCart, variantId])],
    })
    if (isRefused(known)) return known
    const offer = offerOf(known, variantId)
    if (!offer) return refuse('unknown_variant', { detail: 'This is not sold here, or no longer.' })
    const token = newToken()
    const fresh = owner?.kind === 'user' ? owner : guestWith(token)
    return {
      known,
      problems,
      token,
      line: {
        target: targetOf(ctx, cart && owner ? owner : fresh),
        fresh,
        cartId: CartId.parse(ctx.newId()),
        lineId: CartLineId.parse(ctx.newId()),
        market: known.market.code,
        switchMarket: market !== undefined,
        price: offer.price,
        available: offer.available,
      },
    }
  },
  steps: (ctx, { variantId, quantity }, { line }) => ctx.step(putLine, { ...line, variantId, quantity }),
  async answer(ctx, _input, { facts: { known, problems, token }, done: { cart, owner } }) {
    const view = await viewAfterChange(ctx, cart, { known, problems })
    const isNew = isOf(owner, token)
    if (isNew) ctx.issue('cart', token)
    return isRefused(view) || !isNew || !wantsToken(ctx) ? view : { ...view, token }
  },
})
