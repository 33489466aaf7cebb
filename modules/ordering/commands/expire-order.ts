import { flow, internal } from '@merx/kernel'
import { z } from 'zod'
import { OrderId } from '../domain/ids.ts'
import { giveUp, giveUpRefusals } from '../give-up.ts'

export const expireOrder = flow({
  name: 'ordering.expire-order',
  summary: 'Gives up an order that was not paid in time. One that was paid meanwhile stays as it is.',
  access: internal,
  input: z.object({ orderId: OrderId }),
  output: z.object({ expired: z.boolean() }).meta({ id: 'OrderExpiry' }),
  refuses: giveUpRefusals,
  read: async () => undefined,
  steps: async (ctx, { orderId }) => ({
    expired: await giveUp(ctx, { orderId, reason: 'expired', actor: 'system' }),
  }),
  answer: async (_ctx, _input, { done }) => done,
})
