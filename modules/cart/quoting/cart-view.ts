import { ProductImage, VariantOption } from '@merx/catalog/events'
import { type Money, Money as MoneySchema, money } from '@merx/kernel'
import { z } from 'zod'
import { CartId, CartLineId, VariantId } from '../domain/ids.ts'
import type { Known, KnownVariant } from '../domain/known.ts'
import type { StoredCart } from '../domain/stored-cart.ts'
import { quoteLines } from './quote.ts'

const CartLine = z
  .object({
    id: CartLineId,
    variantId: VariantId,
    sku: z.string(),
    productSlug: z.string(),
    name: z.string(),
    options: z.array(VariantOption),
    image: ProductImage.nullable(),
    quantity: z.int(),
    unitPrice: MoneySchema,
    compareAt: MoneySchema.nullable(),
    /** Zero for a line that cannot be sold now. */
    subtotal: MoneySchema,
  })
  .meta({ id: 'CartLine' })

export const CartProblem = z
  .object({
    code: z.enum(['price_changed', 'out_of_stock', 'withdrawn', 'quantity_reduced', 'added_in_part', 'left_out']),
    lineId: CartLineId.describe(
      'Of a line that was `left_out`, which is not in the cart, the one that it had elsewhere',
    ),
    detail: z.string(),
    available: z.int().optional(),
    was: MoneySchema.optional(),
    now: MoneySchema.optional(),
  })
  .meta({ id: 'CartProblem', description: 'What the buyer should know before paying, and can live with' })

const CartTotals = z
  .object({
    subtotal: MoneySchema,
    discount: MoneySchema,
    shipping: MoneySchema.nullable().describe('Not known before the address'),
    tax: MoneySchema.nullable().describe('Not known before the address'),
    total: MoneySchema,
  })
  .meta({ id: 'CartTotals' })

type CartProblem = z.output<typeof CartProblem>

export const Cart = z
  .object({
    id: CartId.nullable().describe('Null as long as nothing was put in'),
    token: z.string().optional().describe('Only for a caller who sent `Merx-Cart: new`'),
    version: z.int(),
    market: z.string(),
    currency: z.string(),
    lines: z.array(CartLine),
    problems: z.array(CartProblem),
    totals: CartTotals,
    total: MoneySchema,
    count: z.int().describe('Pieces'),
    unmerged: z
      .int()
      .describe(
        'Pieces put together before log-in that are not in this cart yet: `POST /cart/merge` or the next change brings them in',
      ),
  })
  .meta({ id: 'Cart' })
export type Cart = z.output<typeof Cart>

/** What a cart is shown with beside its lines. */
export type Beside = { readonly problems?: readonly CartProblem[]; readonly unmerged?: number }

/** The cart as its buyer sees it, without an address: what the goods cost. */
export function cartView(cart: StoredCart | undefined, known: Known, beside: Beside = {}): Cart {
  const { lines, heldBack, problems, totals } = quoteLines(cart?.lines ?? [], known, { rates: [] })
  const { code, currency } = known.market
  const shown = [
    ...lines.map((line) => ({
      ...shownVariant(line.variant),
      id: line.id,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      compareAt: line.compareAt,
      subtotal: line.subtotal,
    })),
    ...heldBack.map((line) => ({
      ...shownVariant(line.variant),
      id: line.id,
      quantity: line.quantity,
      unitPrice: inCurrency(line.shownPrice, currency),
      compareAt: null,
      subtotal: money(0, currency),
    })),
  ]
  return {
    id: cart?.id ?? null,
    version: cart?.version ?? 0,
    market: code,
    currency,
    lines: (cart?.lines ?? []).flatMap(({ id }) => shown.find((line) => line.id === id) ?? []),
    problems: [...(beside.problems ?? []), ...problems],
    totals: { ...totals, shipping: null, tax: null },
    total: totals.total,
    count: lines.reduce((pieces, { quantity }) => pieces + quantity, 0),
    unmerged: beside.unmerged ?? 0,
  }
}

function shownVariant({ id, sku, productSlug, productName, options, image }: KnownVariant) {
  return { variantId: id, sku, productSlug, name: productName, options: [...options], image }
}

/** A price that was last shown in another market says nothing in this one. */
function inCurrency(price: Money, currency: Money['currency']): Money {
  return price.currency === currency ? price : money(0, currency)
}
