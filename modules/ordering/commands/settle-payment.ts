import { flow, internal, isRefused } from '@merx/kernel'
import { PaymentId, payment } from '@merx/payments'
import { z } from 'zod'
import { OrderId } from '../domain/ids.ts'
import { followThrough, followThroughRefusals } from '../follow-through.ts'
import { recordPayments } from './record-payments.ts'

export const settlePayment = flow({
  name: 'ordering.settle-payment',
  summary: 'Moves an order by how its payment stands now, before the event of it arrives: at the door of checkout.',
  access: internal,
  input: z.object({ orderId: OrderId, paymentId: PaymentId }),
  output: z.object({}),
  refuses: followThroughRefusals,
  read: async (ctx, { paymentId }) => {
    const found = await ctx.call(payment, { paymentId })
    return isRefused(found) ? found : { status: found.status }
  },
  steps: async (ctx, { orderId, paymentId }, { status }) => {
    if (status !== 'authorized' && status !== 'captured') return {}
    const outcome = { orderId, paymentId, kind: status, reason: null }
    await followThrough(ctx, await ctx.step(recordPayments, { outcomes: [outcome] }))
    return {}
  },
  answer: async () => ({}),
})
