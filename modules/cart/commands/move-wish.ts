import { anyone, flow, isRefused } from '@merx/kernel'
import { z } from 'zod'
import { VariantId } from '../domain/ids.ts'
import { Cart } from '../quoting/cart-view.ts'
import { addItem } from './add-item.ts'
import { removeWish } from './remove-wish.ts'

const asked = ({ variantId }: { readonly variantId: VariantId }) => ({ variantId, quantity: 1 })

export const moveWish = flow({
  name: 'cart.move-wish',
  summary: 'Puts one of a variant into the cart and takes it off the wishlist; what cannot be bought now stays on it.',
  rest: 'POST /wishlist/{variantId}/cart',
  access: anyone,
  idempotency: 'optional',
  input: z.object({ variantId: VariantId }),
  output: Cart,
  refuses: addItem.refuses,
  read: (ctx, input) => addItem.read(ctx, asked(input)),
  async steps(ctx, input, facts) {
    const done = await addItem.steps(ctx, asked(input), facts)
    if (!isRefused(done)) await ctx.step(removeWish, input)
    return done
  },
  answer: (ctx, input, so) => addItem.answer(ctx, asked(input), so),
})
