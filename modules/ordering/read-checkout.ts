import { forCheckout, merge, quote } from '@merx/cart'
import { type Address, type FreeContext, isRefused, type Money, type Refusal, refuse } from '@merx/kernel'
import { market as marketQuery } from '@merx/pricing'
import { buyerOf } from './buyer.ts'
import { contactOf } from './contact.ts'
import { orderOfCart, type PlacedOrder } from './data/new-orders.ts'
import { OrderId } from './domain/ids.ts'
import type { NewOrder } from './domain/new-order.ts'
import { emptyCart, objectionTo } from './domain/quoted-cart.ts'
import { objectionToProvider } from './known-provider.ts'
import { tokenHash } from './order-token.ts'
import { orderingSettings } from './settings.ts'

export type CheckoutInput = {
  readonly email?: string | undefined
  readonly shippingAddress: Address
  readonly billingAddress?: Address | undefined
  readonly shippingOptionId: string
  readonly payment: { readonly provider: string }
  readonly expectedTotal: Money
}

export const readRefusals = {
  empty_cart: 409,
  out_of_stock: 409,
  cart_problems: 409,
  total_changed: 409,
  unknown_shipping_option: 422,
  unknown_provider: 422,
  unknown_market: 404,
  email_required: 422,
  email_unverified: 403,
} as const

/** What checkout found before any transaction: the order that the cart became already, or the one that it is to become. */
export type CheckoutFacts =
  | { readonly kind: 'placed'; readonly placed: PlacedOrder }
  | { readonly kind: 'to_place'; readonly order: NewOrder }

type ReadRefusal = Refusal<keyof typeof readRefusals>

export async function readCheckout(ctx: FreeContext, input: CheckoutInput): Promise<CheckoutFacts | ReadRefusal> {
  const order = await orderToPlace(ctx, input)
  if (!isRefused(order)) return { kind: 'to_place', order }
  // what stands in the way may be this cart's own order: its goods are sold, its cart is closed
  const placed = await placedFrom(ctx)
  return placed ? { kind: 'placed', placed } : order
}

async function orderToPlace(ctx: FreeContext, input: CheckoutInput): Promise<NewOrder | ReadRefusal> {
  const email = await contactOf(ctx, input.email)
  if (isRefused(email)) return email
  const quoted = await quoteFor(ctx, input)
  if (isRefused(quoted)) return quoted
  if (quoted.status !== 'open') return emptyCart()
  const objection = objectionTo(quoted, input.expectedTotal)
  if (objection) return objection
  const unknown = await objectionToProvider(ctx, input.payment.provider)
  if (unknown) return unknown
  const market = await ctx.call(marketQuery, { code: quoted.market })
  if (isRefused(market)) return market
  return newOrder(ctx, input, { quoted, email, language: market.languages[0] ?? 'en' })
}

type Quoted = Exclude<Awaited<ReturnType<typeof quoteFor>>, Refusal>

/** What was put together before log-in is part of what is ordered: it is brought in first. */
async function quoteFor(ctx: FreeContext, input: CheckoutInput) {
  const quoted = await quoteOnce(ctx, input)
  if (isRefused(quoted) || quoted.unmerged === 0) return quoted
  const merged = await ctx.call(merge, {})
  return isRefused(merged) ? merged : quoteOnce(ctx, input)
}

async function quoteOnce(ctx: FreeContext, { shippingAddress, shippingOptionId }: CheckoutInput) {
  const { country, region, postalCode } = shippingAddress
  const quoted = await ctx.call(quote, {
    shippingAddress: { country, ...(region && { region }), ...(postalCode && { postalCode }) },
    shippingOptionId,
  })
  if (!isRefused(quoted)) return quoted
  switch (quoted.code) {
    case 'unknown_cart':
      return emptyCart()
    case 'unknown_shipping_option':
      return unknownShippingOption()
    case 'unknown_market':
      return refuse('unknown_market', quoted.data)
  }
}

async function placedFrom(ctx: FreeContext): Promise<PlacedOrder | undefined> {
  const cart = await ctx.call(forCheckout, {})
  return isRefused(cart) || cart.status === 'open' ? undefined : orderOfCart(ctx.sql, cart.id)
}

function newOrder(
  ctx: FreeContext,
  input: CheckoutInput,
  { quoted, email, language }: { readonly quoted: Quoted; readonly email: string; readonly language: string },
): NewOrder {
  const orderId = OrderId.parse(ctx.newId())
  const now = ctx.now()
  const window = ctx.seam(orderingSettings).MERX_PAYMENT_MINUTES * 60_000
  const { totals, shippingOption } = quoted
  const buyer = buyerOf(ctx, orderId)
  return {
    orderId,
    cartId: quoted.cartId,
    cartVersion: quoted.version,
    paymentId: ctx.newId(),
    provider: input.payment.provider,
    userId: buyer.userId,
    tokenHash: buyer.token === null ? null : tokenHash(buyer.token).toString('base64'),
    market: quoted.market,
    language,
    currency: quoted.currency,
    email,
    shippingAddress: input.shippingAddress,
    billingAddress: input.billingAddress ?? input.shippingAddress,
    shippingOptionId: input.shippingOptionId,
    shippingOptionName: shippingOption?.name ?? '',
    taxIncluded: quoted.taxMode === 'inclusive',
    totals: { ...totals, shipping: totals.shipping ?? { ...totals.total, amount: 0 } },
    lines: quoted.lines,
    taxLines: quoted.taxLines,
    placedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + window).toISOString(),
  }
}

function unknownShippingOption(): Refusal<'unknown_shipping_option'> {
  const detail = 'This way of shipping is not offered for this cart and address.'
  return refuse('unknown_shipping_option', {
    detail,
    errors: [{ field: 'shippingOptionId', code: 'unknown_shipping_option', detail }],
  })
}
