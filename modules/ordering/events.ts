import { Currency, event, id, MinorUnits, Money } from '@merx/kernel'
import { z } from 'zod'

const orderFields = { orderId: id<'OrderId'>(), number: z.string() }

const linesAndTotal = {
  ...orderFields,
  lines: z.array(
    z
      .object({ variantId: id<'VariantId'>(), productId: id<'ProductId'>(), quantity: z.int() })
      .meta({ id: 'SoldOrderLine' }),
  ),
  total: MinorUnits,
  currency: Currency,
}

const key = (payload: { readonly orderId: string }) => payload.orderId

/** A cart became an order; its stock is held, it is not paid yet. */
export const orderPlaced = event({
  name: 'ordering.order.placed.v1',
  schema: z.object({
    ...linesAndTotal,
    cartId: z.uuid(),
    market: z.string(),
    /** It is confirmed with it, which the next event of the order tells. */
    confirmed: z.boolean().optional(),
  }),
  key,
})

/** Paid, authorised, or to be paid at the door: the order holds, its stock is committed. */
export const orderConfirmed = event({ name: 'ordering.order.confirmed.v1', schema: z.object(linesAndTotal), key })

/** The money is there. */
export const orderPaid = event({
  name: 'ordering.order.paid.v1',
  schema: z.object({ ...orderFields, total: MinorUnits, currency: Currency }),
  key,
})

/** Given up, by the buyer, by staff or by the clock; its stock is free again. */
export const orderCancelled = event({
  name: 'ordering.order.cancelled.v1',
  schema: z.object({
    ...orderFields,
    reason: z.enum(['requested', 'expired']),
    /** What goes back to the buyer; `null` where nothing was paid. */
    refund: Money.nullable(),
  }),
  key,
})
