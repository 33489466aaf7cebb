import { anyone, command } from '@merx/kernel'
import { z } from 'zod'
import { deleteWish } from '../data/wishlists.ts'
import { VariantId } from '../domain/ids.ts'
import { mergeWishes, wisherOf } from '../wishers.ts'

export const removeWish = command({
  name: 'cart.remove-wish',
  summary: 'Takes a variant off the wishlist. One that is not on it is no fault: a second click changes nothing.',
  rest: 'DELETE /wishlist/{variantId}',
  access: anyone,
  input: z.object({ variantId: VariantId }),
  output: z.object({}),
  async run(ctx, { variantId }) {
    await mergeWishes(ctx)
    const owner = wisherOf(ctx)
    if (owner) await deleteWish(ctx.sql, owner, variantId)
    return {}
  },
})
