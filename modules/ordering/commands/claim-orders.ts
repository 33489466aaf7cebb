import { command, internal, text } from '@merx/kernel'
import { z } from 'zod'
import { giveOrdersOf } from '../data/orders-of-user.ts'
import { UserId } from '../domain/ids.ts'

export const claimOrders = command({
  name: 'ordering.claim-orders',
  summary:
    'Hands all orders that were placed as a guest with an address to the account that has shown that it is its own.',
  access: internal,
  input: z.object({ userId: UserId, email: text(254) }),
  output: z.object({ claimed: z.int() }).meta({ id: 'ClaimedOrders' }),
  run: async (ctx, { userId, email }) => ({ claimed: await giveOrdersOf(ctx.sql, email, userId) }),
})
