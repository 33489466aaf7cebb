import { job } from '@merx/kernel'
import { forgetExpired } from '../data/carts.ts'

const cartsAtOnce = 1_000

/** Forgets carts that nobody has touched for as long as `MERX_CART_DAYS` says. What became an order lives on there. */
export const forgetExpiredCarts = job({
  name: 'cart.forget-expired-carts',
  every: 600,
  async run(ctx) {
    while ((await forgetExpired(ctx.sql, ctx.now(), cartsAtOnce)) === cartsAtOnce);
  },
})
