import { anyone, flow, isRefused, text } from '@merx/kernel'
import { cancel as cancelPayment, create, discard, PaymentId } from '@merx/payments'
import { z } from 'zod'
import { OrderNumber } from '../domain/order-number.ts'
import { handOver } from '../follow-through.ts'
import { objectionToProvider } from '../known-provider.ts'
import { openOrder } from '../open-order.ts'
import { pay } from '../pay.ts'
import { OrderWithPayment, PaymentChoice } from '../payment-answer.ts'
import { orderingSettings, publicUrl } from '../settings.ts'
import { recordPayments } from './record-payments.ts'
import { startPayment } from './start-payment.ts'

export const retryPayment = flow({
  name: 'ordering.retry-payment',
  summary: 'Pays an order that is not paid yet, again or by another method.',
  rest: 'POST /orders/{number}/payments',
  access: anyone,
  idempotency: 'optional',
  input: z.object({
    number: OrderNumber,
    token: text(200).optional(),
    payment: PaymentChoice,
  }),
  output: OrderWithPayment,
  refuses: { unknown_order: 404, order_not_payable: 409, unknown_provider: 422 },
  read: async (ctx, input) => {
    const orderId = await openOrder(ctx, input)
    if (isRefused(orderId)) return orderId
    const unknown = await objectionToProvider(ctx, input.payment.provider)
    if (unknown) return unknown
    const returnUrl = publicUrl(ctx.seam(orderingSettings), `/orders/${input.number}`)
    return { orderId, paymentId: PaymentId.parse(ctx.newId()), returnUrl }
  },
  steps: async (ctx, { payment: { provider } }, { orderId, paymentId, returnUrl }) => {
    const started = await ctx.step(startPayment, { orderId, paymentId, provider })
    if (started.isNew) {
      const { number, amount } = started
      const payment = { paymentId, reference: orderId, amount, provider, returnUrl, description: `Order ${number}` }
      const { status } = await ctx.step(create, payment, { undo: discard })
      for (const abandoned of started.abandoned)
        await ctx.step(cancelPayment, { paymentId: PaymentId.parse(abandoned) })
      // paid at the door: nothing else will tell
      if (status === 'authorized') {
        const outcome = { orderId, paymentId, kind: status, reason: null }
        const { confirmed } = await ctx.step(recordPayments, { outcomes: [outcome] })
        await handOver(ctx, confirmed)
      }
    }
    return { paymentId: started.paymentId }
  },
  answer: (ctx, { payment: { provider } }, { facts: { orderId }, done: { paymentId } }) =>
    pay(ctx, { orderId, paymentId, provider }),
})
