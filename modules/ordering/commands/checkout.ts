import { close, reopen } from '@merx/cart'
import { reserve, undoReserve } from '@merx/inventory'
import { Address, anyone, flow, Money, type StepContext, text } from '@merx/kernel'
import { create, discard, PaymentId } from '@merx/payments'
import { z } from 'zod'
import { buyerOf } from '../buyer.ts'
import { checkRegions } from '../check-regions.ts'
import { CartId, ReservationId, VariantId } from '../domain/ids.ts'
import type { NewOrder } from '../domain/new-order.ts'
import { type OrderNumber, sequenceOf } from '../domain/order-number.ts'
import { OrderSummary } from '../domain/order-view.ts'
import { summarise } from '../domain/summarise.ts'
import { orderPlaced } from '../events.ts'
import { pay } from '../pay.ts'
import { PaymentAnswer, PaymentChoice } from '../payment-answer.ts'
import { readCheckout, readRefusals } from '../read-checkout.ts'
import { orderingSettings, publicUrl } from '../settings.ts'
import { announceOrder } from './announce-order.ts'
import { confirmOrder } from './confirm-order.ts'
import { discardOrder } from './discard-order.ts'
import { placeOrder } from './place-order.ts'

const refuses = {
  ...readRefusals,
  cart_changed: 409,
  out_of_stock: 409,
  reservation_released: 409,
} as const

const PlacedOrder = OrderSummary.extend({
  token: z
    .string()
    .optional()
    .describe('Opens the order without an account: for its buyer only. Absent where it belongs to a user'),
}).meta({ id: 'PlacedOrder' })

export const checkout = flow({
  name: 'ordering.checkout',
  summary:
    'Makes the cart an order and opens its payment. A cart becomes one order: sent again, checkout answers with that one.',
  rest: 'POST /checkout',
  access: anyone,
  idempotency: 'optional',
  input: z
    .object({
      email: text(254)
        .regex(z.regexes.email, 'is no e-mail address')
        .optional()
        .describe('Where the mails of the order go; a user may leave it out for the address of the account'),
      shippingAddress: Address,
      /** Absent: the shipping address. */
      billingAddress: Address.optional(),
      shippingOptionId: text(100),
      payment: PaymentChoice,
      /** What the buyer was last shown: the cart's total with the chosen shipping. */
      expectedTotal: Money,
    })
    .superRefine(checkRegions),
  output: z.object({ order: PlacedOrder, payment: PaymentAnswer }).meta({ id: 'CheckoutAnswer' }),
  refuses,
  read: async (ctx, input) => {
    const facts = await readCheckout(ctx, input)
    return 'kind' in facts ? { ...facts, returnTo: publicUrl(ctx.seam(orderingSettings), '/orders/') } : facts
  },
  steps: async (ctx, _input, facts) => {
    if (facts.kind === 'placed') return facts.placed
    const { isNew, ...placed } = await ctx.step(placeOrder, facts.order, { undo: discardOrder })
    // two checkouts of one cart met at its order: the other one has done all of this
    if (!isNew) return placed
    const returnUrl = `${facts.returnTo}${placed.number}`
    const isConfirmed = await takeCart(ctx, facts.order, { number: placed.number, returnUrl })
    return { ...placed, isConfirmed }
  },
  answer: async (ctx, _input, { facts, done }) => {
    const isConfirmed = facts.kind === 'to_place' && 'isConfirmed' in done && done.isConfirmed
    const { order, payment } = isConfirmed ? atTheDoor(facts.order, done.number, ctx.now()) : await pay(ctx, done)
    const { token } = buyerOf(ctx, done.orderId)
    if (token === null) return { order, payment }
    ctx.issue('order', token)
    return { order: { ...order, token }, payment }
  },
})

/**
 * The other modules' part of one commit, the contended rows last: stock is what others wait for. Tells whether the order is confirmed with
 * it, because its payment needs nobody outside.
 */
async function takeCart(
  ctx: StepContext<keyof typeof refuses>,
  order: NewOrder,
  { number, returnUrl }: { readonly number: string; readonly returnUrl: string },
): Promise<boolean> {
  const { orderId, provider, totals } = order
  const payment = {
    paymentId: PaymentId.parse(order.paymentId),
    reference: orderId,
    amount: totals.total,
    provider,
    returnUrl,
    description: `Order ${number}`,
  }
  const { status } = await ctx.step(create, payment, { undo: discard })
  const isSettled = status === 'authorized'
  await ctx.step(close, { cartId: CartId.parse(order.cartId), version: order.cartVersion, orderId }, { undo: reopen })
  const lines = order.lines.map(({ variantId, quantity }) => ({ variantId: VariantId.parse(variantId), quantity }))
  const reservation = { reservationId: ReservationId.parse(orderId), lines, ...(isSettled && { commit: true }) }
  await ctx.step(reserve, reservation, { undo: undoReserve })
  const placed = placedFact(order, number)
  await ctx.step(announceOrder, { ...placed, ...(isSettled && { confirmed: true }) })
  if (!isSettled) return false
  const { isConfirmed } = await ctx.step(confirmOrder, placed)
  return isConfirmed
}

function placedFact({ orderId, cartId, market, lines, totals }: NewOrder, number: string) {
  const { amount, currency } = totals.total
  const sold = lines.map(({ variantId, productId, quantity }) => ({ variantId, productId, quantity }))
  return orderPlaced.schema.parse({ orderId, number, cartId, market, lines: sold, total: amount, currency })
}

/** The answer for an order that its commit has confirmed: nobody is asked, nothing is read again. */
function atTheDoor({ provider, currency, totals, placedAt, expiresAt }: NewOrder, number: OrderNumber, now: Date) {
  const order = summarise(
    {
      number: sequenceOf(number),
      currency,
      total: totals.total.amount,
      placedAt: new Date(placedAt),
      expiresAt: new Date(expiresAt),
      orderStatus: 'confirmed',
      paymentStatus: 'authorized',
      fulfilmentStatus: 'unfulfilled',
      returnStatus: 'none',
    },
    now,
  )
  const payment: PaymentAnswer = { provider, status: 'authorized', next: { kind: 'none' }, problem: null }
  return { order, payment }
}
