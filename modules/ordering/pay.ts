import { type FreeContext, isRefused } from '@merx/kernel'
import { open, PaymentId } from '@merx/payments'
import { settlePayment } from './commands/settle-payment.ts'
import { orderSummary } from './data/orders.ts'
import type { OrderId } from './domain/ids.ts'
import type { OrderSummary } from './domain/order-view.ts'
import { summarise } from './domain/summarise.ts'
import type { PaymentAnswer } from './payment-answer.ts'

type ToPay = { readonly orderId: OrderId; readonly paymentId: string; readonly provider: string }

/**
 * Opens the payment of a committed order at its provider and tells the buyer's next step. Repeated it gives the same answer. A provider
 * that does not answer leaves the order standing, which is told as a problem.
 */
export async function pay(
  ctx: FreeContext,
  { orderId, paymentId: id, provider }: ToPay,
): Promise<{ readonly order: OrderSummary; readonly payment: PaymentAnswer }> {
  const paymentId = PaymentId.parse(id)
  const opened = await ctx.call(open, { paymentId })
  if (isRefused(opened)) {
    if (opened.code === 'unknown_payment')
      throw new Error(`The payment ${paymentId} of order ${orderId} is unknown to payments`)
    return { order: await summaryOf(ctx, orderId), payment: unavailable(provider) }
  }
  const { status, next } = opened
  const payment = { provider, status, next, problem: null }
  const order = await summaryOf(ctx, orderId)
  const isDue = order.orderStatus === 'pending' && (status === 'authorized' || status === 'captured')
  if (!isDue) return { order, payment }
  const settled = await ctx.call(settlePayment, { orderId, paymentId })
  if (isRefused(settled)) throw new Error(`Order ${orderId} could not be settled: ${settled.code}`)
  return { order: await summaryOf(ctx, orderId), payment }
}

async function summaryOf(ctx: FreeContext, orderId: OrderId): Promise<OrderSummary> {
  const row = await orderSummary(ctx.sql, orderId)
  if (!row) throw new Error(`The order ${orderId} is gone`)
  return summarise(row, ctx.now())
}

function unavailable(provider: string): PaymentAnswer {
  return {
    provider,
    status: 'unavailable',
    next: { kind: 'none' },
    problem: {
      code: 'payment_unavailable',
      detail:
        'The payment provider does not answer just now. Your order is kept: try again in a moment, or pay another way.',
    },
  }
}
