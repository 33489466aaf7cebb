import { userErased } from '@merx/accounts/events'
import { consumer } from '@merx/kernel'
import { deleteCartsOf } from '../data/forget-owners.ts'

export const forgetErased = consumer({
  name: 'cart.forget-erased',
  on: [userErased],
  handle: (ctx, events) =>
    deleteCartsOf(
      ctx.sql,
      events.map(({ payload }) => payload.userId),
    ),
})
