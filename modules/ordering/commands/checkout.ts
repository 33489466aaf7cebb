import { close, reopen } from '@merx/cart'
import { reserve, undoReserve } from '@merx/inventory'
import { anyone, flow, Money, type StepContext, text } from '@merx/kernel'
import { create, discard, PaymentId } from '@merx/payments'
import { z } from 'zod'
import { Address } from '../domain/address.ts'
import { CartId, ReservationId, VariantId } from '../domain/ids.ts'
import type { NewOrder } from '../domain/new-order.ts'
import { OrderSummary } from '../domain/order-view.ts'
import { orderPlaced } from '../events.ts'
import { orderTokenOf } from '../order-token.ts'
import { pay } from '../pay.ts'
import { PaymentAnswer, PaymentChoice } from '../payment-answer.ts'
import { readCheckout, readRefusals } from '../read-checkout.ts'
import { orderingSettings, publicUrl } from '../settings.ts'
import { announceOrder } from './announce-order.ts'
import { discardOrder } from './discard-order.ts'
import { placeOrder } from './place-order.ts'

const refuses = {
  ...readRefusals,
  cart_changed: 409,
  out_of_stock: 409,
  reservation_released: 409,
} as const

const PlacedOrder = OrderSummary.extend({
  /** Opens the order without an account: for its buyer only. */
  token: z.string(),
}).meta({ id: 'PlacedOrder' })

export const checkout = flow({
  name: 'ordering.checkout',
  summary:
    'Makes the cart an order and opens its payment. A cart becomes one order: sent again, checkout answers with that one.',
  rest: 'POST /checkout',
  access: anyone,
  idempotency: 'optional',
  input: z.object({
    email: text(254).regex(z.regexes.email, 'is no e-mail address'),
    shippingAddress: Address,
    /** Absent: the shipping address. */
    billingAddress: Address.optional(),
    shippingOptionId: text(100),
    payment: PaymentChoice,
    /** What the buyer was last shown: the cart's total with the chosen shipping. */
    expectedTotal: Money,
  }),
  output: z.object({ order: PlacedOrder, payment: PaymentAnswer }).meta({ id: 'CheckoutAnswer' }),
  refuses,
  read: async (ctx, input) => {
    const facts = await readCheckout(ctx, input)
    return 'kind' in facts ? { ...facts, returnTo: publicUrl(ctx.seam(orderingSettings), '/orders/') } : facts
  },
  steps: async (ctx, _input, facts) => {
    if (facts.kind === 'placed') return facts.placed
    const { isNew, number, ...placed } = await ctx.step(placeOrder, facts.order, { undo: discardOrder })
    // two checkouts of one cart met at its order: the other one has done all of this
    if (isNew) await takeCart(ctx, facts.order, { number, returnUrl: `${facts.returnTo}${number}` })
    return placed
  },
  answer: async (ctx, _input, { done }) => {
    const { order, payment } = await pay(ctx, done)
    const token = orderTokenOf(ctx.credential('cart') ?? '', done.orderId)
    ctx.issue('order', token)
    return { order: { ...order, token }, payment }
  },
})

/** The other modules' part of one commit, the contended rows last: stock is what others wait for. */
async function takeCart(
  ctx: StepContext<keyof typeof refuses>,
  order: NewOrder,
  { number, returnUrl }: { readonly number: string; readonly returnUrl: string },
): Promise<void> {
  const { orderId, provider, totals } = order
  const payment = {
    paymentId: PaymentId.parse(order.paymentId),
    reference: orderId,
    amount: totals.total,
    provider,
    returnUrl,
    description: `Order ${number}`,
  }
  await ctx.step(create, payment, { undo: discard })
  await ctx.step(close, { cartId: CartId.parse(order.cartId), version: order.cartVersion, orderId }, { undo: reopen })
  const lines = order.lines.map(({ variantId, quantity }) => ({ variantId: VariantId.parse(variantId), quantity }))
  await ctx.step(reserve, { reservationId: ReservationId.parse(orderId), lines }, { undo: undoReserve })
  await ctx.step(announceOrder, placedFact(order, number))
}

function placedFact({ orderId, cartId, market, lines, totals }: NewOrder, number: string) {
  const { amount, currency } = totals.total
  const sold = lines.map(({ variantId, productId, quantity }) => ({ variantId, productId, quantity }))
  return orderPlaced.schema.parse({ orderId, number, cartId, market, lines: sold, total: amount, currency })
}
