import { contact } from '@merx/accounts'
import { delivery, isRefused } from '@merx/kernel'
import { z } from 'zod'
import { claimOrders } from '../commands/claim-orders.ts'
import { UserId } from '../domain/ids.ts'

/**
 * Hands a person the orders that were placed as a guest with the same address. No mail or call to the outside: a consumer may ask nobody, and
 * the address does not travel in the event, so it is asked for after it.
 */
export const lookForGuestOrders = delivery({
  name: 'ordering.look-for-guest-orders',
  schema: z.object({ userId: UserId }),
  send: async (ctx, { payload: { userId } }) => {
    const known = await ctx.call(contact, { userId })
    // gone, or on the way to another address, which will be told as well
    if (isRefused(known) || !known.emailVerified) return
    await ctx.call(claimOrders, { userId, email: known.email })
  },
})
