import { command, internal, Money, refuse } from '@merx/kernel'
import { z } from 'zod'
import { addToLine } from '../data/lines.ts'
import { CartId, CartLineId, VariantId } from '../domain/ids.ts'
import { mostLines, mostOfOne, Quantity } from '../domain/limits.ts'
import { Owner } from '../domain/owner.ts'
import { StoredCart } from '../domain/stored-cart.ts'
import { CartTarget } from '../domain/target.ts'
import { cartChanged } from '../events.ts'

export const putLine = command({
  name: 'cart.put-line',
  summary: 'The step of cart.add-item that writes: line and cart are made where there are none.',
  access: internal,
  input: z.object({
    target: CartTarget,
    /** For a new cart, in case that the one that was found is closed by now. */
    fresh: Owner,
    cartId: CartId,
    lineId: CartLineId,
    variantId: VariantId,
    quantity: Quantity,
    market: z.string(),
    switchMarket: z.boolean(),
    price: Money,
    available: z.int(),
  }),
  output: z.object({ cart: StoredCart, owner: Owner }).meta({ id: 'LinePut' }),
  refuses: { out_of_stock: 409, cart_full: 409 },
  async run(ctx, { target, fresh, available, ...line }) {
    const most = Math.min(available, mostOfOne)
    const found = await addToLine(ctx.sql, target, { ...line, most })
    const written = found ?? (await addToLine(ctx.sql, { ...target, owner: fresh }, { ...line, most }))
    if (!written) throw new Error('A cart under a token that was just drawn is closed')

    const { cart, wrote } = written
    if (!wrote) {
      const inCart = cart.lines.find(({ variantId }) => variantId === line.variantId)?.quantity ?? 0
      if (inCart + line.quantity <= available) {
        return refuse('cart_full', { detail: `A cart takes ${mostOfOne} of one thing at most.`, inCart })
      }
      return refuse('out_of_stock', { detail: outOfStock(available, inCart), available, inCart })
    }
    if (cart.lines.length > mostLines) {
      return refuse('cart_full', { detail: `A cart takes ${mostLines} different things at most.` })
    }
    ctx.publish(cartChanged, { cartId: cart.id, version: cart.version })
    return { cart, owner: found ? target.owner : fresh }
  },
})

function outOfStock(available: number, inCart: number): string {
  if (available <= 0) return 'None of this is left at the moment.'
  return inCart > 0 ? `Only ${available} are left, and ${inCart} are in the cart.` : `Only ${available} are left.`
}
