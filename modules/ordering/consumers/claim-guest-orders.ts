import { emailVerified } from '@merx/accounts/events'
import { consumer } from '@merx/kernel'
import { lookForGuestOrders } from '../deliveries/look-for-guest-orders.ts'

/** Who has shown that an address is theirs has the orders that were placed with it before. */
export const claimGuestOrders = consumer({
  name: 'ordering.claim-guest-orders',
  on: [emailVerified],
  handle: async (ctx, events) => {
    for (const { id, payload } of events) ctx.deliver(lookForGuestOrders, { id, payload: { userId: payload.userId } })
  },
})
