import { job } from '@merx/kernel'
import { forgetExpiredWishlists } from '../data/wishlists.ts'

const listsAtOnce = 1_000

/** Forgets the wishlists of guests who have not been back for a year. */
export const forgetExpiredLists = job({
  name: 'cart.forget-expired-wishlists',
  every: 3_600,
  async run(ctx) {
    while ((await forgetExpiredWishlists(ctx.sql, ctx.now(), listsAtOnce)) === listsAtOnce);
  },
})
