import { Address, Money } from '@merx/kernel'
import { z } from 'zod'
import { OrderImage, OrderOption } from './new-order.ts'
import { OrderNumber } from './order-number.ts'
import { FulfilmentStatus, OrderPaymentStatus, OrderStatus, ReturnStatus, VisibleStatus } from './status.ts'

const axes = {
  orderStatus: OrderStatus,
  paymentStatus: OrderPaymentStatus,
  fulfilmentStatus: FulfilmentStatus,
  returnStatus: ReturnStatus,
}

/** An order in a word. */
export const OrderSummary = z
  .object({
    number: OrderNumber,
    status: VisibleStatus,
    ...axes,
    total: Money,
    placedAt: z.iso.datetime(),
    /** Until then it can be paid. */
    expiresAt: z.iso.datetime(),
    /** Whether the buyer may pay it, now or again. */
    payable: z.boolean(),
    cancellable: z.boolean(),
  })
  .meta({ id: 'OrderSummary' })
export type OrderSummary = z.output<typeof OrderSummary>

const OrderLine = z
  .object({
    variantId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    productSlug: z.string(),
    options: z.array(OrderOption),
    image: OrderImage.nullable(),
    quantity: z.int(),
    unitPrice: Money,
    subtotal: Money,
    discount: Money,
    tax: Money,
    total: Money,
  })
  .meta({ id: 'OrderLine' })

const TimelineEntry = z
  .object({
    axis: z.enum(['order', 'payment', 'fulfilment', 'return']),
    status: z.string(),
    reason: z.string().nullable(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'OrderTimelineEntry' })

export const Order = OrderSummary.extend({
  market: z.string(),
  email: z.string(),
  shippingAddress: Address,
  billingAddress: Address,
  shippingOption: z.object({ id: z.string(), name: z.string() }).meta({ id: 'OrderShippingOption' }),
  lines: z.array(OrderLine),
  totals: z
    .object({ subtotal: Money, discount: Money, shipping: Money, tax: Money, total: Money })
    .meta({ id: 'OrderTotals' }),
  /** Whether the amounts contain the tax or it is added to them. */
  taxIncluded: z.boolean(),
  taxLines: z.array(z.object({ name: z.string(), rate: z.int(), amount: Money }).meta({ id: 'OrderTaxLine' })),
  payments: z.array(
    z.object({ provider: z.string(), status: z.string(), at: z.iso.datetime() }).meta({ id: 'OrderPaymentTry' }),
  ),
  timeline: z.array(TimelineEntry),
}).meta({ id: 'Order' })
export type Order = z.output<typeof Order>

/** With what staff may know beside it. */
export const StaffOrder = Order.extend({
  id: z.uuid(),
  cancelReason: z.string().nullable(),
  history: z.array(
    TimelineEntry.extend({ statusBefore: z.string().nullable(), actor: z.string() }).meta({ id: 'OrderHistoryEntry' }),
  ),
}).meta({ id: 'StaffOrder' })
export type StaffOrder = z.output<typeof StaffOrder>
