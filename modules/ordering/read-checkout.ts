import { forCheckout, quote } from '@merx/cart'
import { type FreeContext, isRefused, type Money, type Refusal, refuse } from '@merx/kernel'
import { market as marketQuery } from '@merx/pricing'
import { orderOfCart, type PlacedOrder } from './data/new-orders.ts'
import type { Address } from './domain/address.ts'
import { OrderId } from './domain/ids.ts'
import type { NewOrder } from './domain/new-order.ts'
import { emptyCart, objectionTo } from './domain/quoted-cart.ts'
import { objectionToProvider } from './known-provider.ts'
import { orderTokenOf, tokenHash } from './order-token.ts'
import { orderingSettings } from './settings.ts'

export type CheckoutInput = {
  readonly email: string
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
} as const

/** What checkout found before any transaction: the order that the cart became already, or the one that it is to become. */
export type CheckoutFacts =
  | { readonly kind: 'placed'; readonly placed: PlacedOrder }
  | { readonly kind: 'to_place'; readonly order: NewOrder }

type ReadRefusal = Refusal<keyof typeof readRefusals>

export async function readCheckout(ctx: FreeContext, input: CheckoutInput): Promise<CheckoutFacts | ReadRefusal> {
  const cartToken = ctx.credential('cart')
  if (cartToken === undefined) return emptyCart()
  const order = await orderToPlace(ctx, cartToken, input)
  if (!isRefused(order)) return { kind: 'to_place', order }
  // what stands in the way may be this cart's own order: its goods are sold, its cart is closed
  const placed = await placedFrom(ctx, cartToken)
  return placed ? { kind: 'placed', placed } : order
}

async function orderToPlace(
  ctx: FreeContext,
  cartToken: string,
  input: CheckoutInput,
): Promise<NewOrder | ReadRefusal> {
  const quoted = await quoteFor(ctx, cartToken, input)
  if (isRefused(quoted)) return quoted
  if (quoted.status === 'closed') return emptyCart()
  const objection = objectionTo(quoted, input.expectedTotal)
  if (objection) return objection
  const unknown = await objectionToProvider(ctx, input.payment.provider)
  if (unknown) return unknown
  const market = await ctx.call(marketQuery, { code: quoted.market })
  if (isRefused(market)) return market
  return newOrder(ctx, input, { quoted, cartToken, language: market.languages[0] ?? 'en' })
}

type Quoted = Exclude<Awaited<ReturnType<typeof quoteFor>>, Refusal>

async function quoteFor(ctx: FreeContext, token: string, { shippingAddress, shippingOptionId }: CheckoutInput) {
  const { country, region, postalCode } = shippingAddress
  const quoted = await ctx.call(quote, {
    token,
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

async function placedFrom(ctx: FreeContext, token: string): Promise<PlacedOrder | undefined> {
  const cart = await ctx.call(forCheckout, { token })
  return isRefused(cart) || cart.status === 'open' ? undefined : orderOfCart(ctx.sql, cart.id)
}

function newOrder(
  ctx: FreeContext,
  input: CheckoutInput,
  { quoted, cartToken, language }: { readonly quoted: Quoted; readonly cartToken: string; readonly language: string },
): NewOrder {
  const orderId = OrderId.parse(ctx.newId())
  const now = ctx.now()
  const window = ctx.seam(orderingSettings).MERX_PAYMENT_MINUTES * 60_000
  const { totals, shippingOption } = quoted
  return {
    orderId,
    cartId: quoted.cartId,
    cartVersion: quoted.version,
    paymentId: ctx.newId(),
    provider: input.payment.provider,
    tokenHash: tokenHash(orderTokenOf(cartToken, orderId)).toString('base64'),
    market: quoted.market,
    language,
    currency: quoted.currency,
    email: input.email,
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
