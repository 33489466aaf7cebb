import { Address, Money, text } from '@merx/kernel'
import { z } from 'zod'
import { OrderId, UserId } from './ids.ts'

export const OrderOption = z.object({ name: text(100), value: text(200) }).meta({ id: 'OrderOption' })

export const OrderImage = z
  .object({ path: z.string(), alt: z.string(), width: z.int(), height: z.int() })
  .meta({ id: 'OrderImage' })

const NewOrderLine = z
  .object({
    variantId: z.uuid(),
    productId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    productSlug: z.string(),
    options: z.array(OrderOption),
    image: OrderImage.nullable(),
    quantity: z.int().min(1),
    unitPrice: Money,
    subtotal: Money,
    discount: Money,
    tax: Money,
    total: Money,
  })
  .meta({ id: 'NewOrderLine' })

const NewOrderTotals = z
  .object({ subtotal: Money, discount: Money, shipping: Money, tax: Money, total: Money })
  .meta({ id: 'NewOrderTotals' })

const NewTaxLine = z.object({ name: z.string(), rate: z.int(), amount: Money }).meta({ id: 'NewOrderTaxLine' })

/** A priced cart with everything that makes it an order: what checkout writes down, as it was quoted. */
export const NewOrder = z
  .object({
    orderId: OrderId,
    cartId: z.uuid(),
    /** As it was quoted: a cart that was changed since does not become this order. */
    cartVersion: z.int(),
    paymentId: z.uuid(),
    provider: text(40),
    /** To whom it belongs; null for a guest's, which whoever holds its token may see. */
    userId: UserId.nullable(),
    /** SHA-256 of the order's token, base64; null where a user needs none. */
    tokenHash: z.string().nullable(),
    market: z.string(),
    language: z.string(),
    currency: z.string(),
    email: text(254),
    shippingAddress: Address,
    billingAddress: Address,
    shippingOptionId: z.string(),
    shippingOptionName: z.string(),
    taxIncluded: z.boolean(),
    totals: NewOrderTotals,
    lines: z.array(NewOrderLine).min(1),
    taxLines: z.array(NewTaxLine),
    placedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'NewOrder' })
export type NewOrder = z.output<typeof NewOrder>
