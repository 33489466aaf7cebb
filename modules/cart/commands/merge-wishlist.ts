import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { mergeWishes } from '../wishers.ts'

export const mergeWishlist = command({
  name: 'cart.merge-wishlist',
  summary:
    'The step of cart.merge that brings what the caller wished for before log-in into the list of the user, once.',
  access: internal,
  input: z.object({}),
  output: z.object({}),
  async run(ctx) {
    await mergeWishes(ctx)
    return {}
  },
})
