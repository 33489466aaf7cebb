import { ProductImage, VariantOption } from '@merx/catalog/events'
import { Money } from '@merx/kernel'
import type { Market } from '@merx/pricing'
import { z } from 'zod'
import { CartId, CartLineId, OrderId, VariantId } from '../domain/ids.ts'
import type { StoredCart } from '../domain/stored-cart.ts'
import { CartProblem } from './cart-view.ts'
import type { Quote } from './quote.ts'

const QuoteTaxLine = z.object({ name: z.string(), rate: z.int(), amount: Money }).meta({ id: 'QuoteTaxLine' })

const QuoteLine = z
  .object({
    id: CartLineId,
    variantId: VariantId,
    productId: z.string(),
    sku: z.string(),
    productSlug: z.string(),
    name: z.string(),
    options: z.array(VariantOption),
    image: ProductImage.nullable(),
    taxCategory: z.string(),
    weight: z.int().describe('Grams, of one'),
    quantity: z.int(),
    unitPrice: Money,
    subtotal: Money,
    discount: Money,
    tax: Money,
    total: Money,
    taxLines: z.array(QuoteTaxLine),
  })
  .meta({ id: 'QuoteLine' })

const QuoteShippingOption = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    price: Money,
    taxCategory: z.string(),
    minDays: z.int(),
    maxDays: z.int(),
  })
  .meta({ id: 'QuoteShippingOption' })

export const CartQuote = z
  .object({
    cartId: CartId,
    version: z.int(),
    market: z.string(),
    currency: z.string(),
    taxMode: z.enum(['inclusive', 'exclusive']),
    status: z.enum(['open', 'closed', 'merged']),
    orderId: OrderId.nullable().describe('The order it became; null where it became none'),
    unmerged: z.int().describe('Pieces that the caller put together before log-in and that are not in it yet'),
    lines: z.array(QuoteLine).describe('What can be sold now'),
    problems: z
      .array(CartProblem)
      .describe(
        'Lines that are `out_of_stock` or `withdrawn` are not among `lines`: nothing is sold over the buyer’s head',
      ),
    shippingOption: QuoteShippingOption.nullable(),
    totals: z
      .object({ subtotal: Money, discount: Money, shipping: Money.nullable(), tax: Money, total: Money })
      .meta({ id: 'QuoteTotals' }),
    taxLines: z.array(QuoteTaxLine),
    weight: z.int().describe('Grams'),
  })
  .meta({ id: 'CartQuote' })
export type CartQuote = z.output<typeof CartQuote>

export type ShippingChoice = NonNullable<CartQuote['shippingOption']>

type QuotedAt = {
  readonly market: Market
  readonly shipping: ShippingChoice | undefined
  readonly unmerged: number
}

/** The quote of a cart as checkout is told of it. */
export function cartQuote(cart: StoredCart, quote: Quote, { market, shipping, unmerged }: QuotedAt): CartQuote {
  return {
    cartId: cart.id,
    version: cart.version,
    market: cart.market,
    currency: market.currency,
    taxMode: market.taxMode,
    status: cart.status,
    orderId: cart.orderId,
    unmerged,
    lines: quote.lines.map(quoteLine),
    problems: [...quote.problems],
    shippingOption: shipping ?? null,
    totals: quote.totals,
    taxLines: [...quote.taxLines],
    weight: quote.weight,
  }
}

function quoteLine({ variant, ...line }: Quote['lines'][number]): CartQuote['lines'][number] {
  return {
    id: line.id,
    variantId: variant.id,
    productId: variant.productId,
    sku: variant.sku,
    productSlug: variant.productSlug,
    name: variant.productName,
    options: [...variant.options],
    image: variant.image,
    taxCategory: variant.taxCategory,
    weight: variant.weight,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    subtotal: line.subtotal,
    discount: line.discount,
    tax: line.tax,
    total: line.total,
    taxLines: [...line.taxLines],
  }
}
