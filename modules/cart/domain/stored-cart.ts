import { Money } from '@merx/kernel'
import { z } from 'zod'
import { CartId, CartLineId, OrderId, VariantId } from './ids.ts'

export const StoredLine = z
  .object({
    id: CartLineId,
    variantId: VariantId,
    quantity: z.int(),
    /** What the buyer was last shown. */
    shownPrice: Money,
  })
  .meta({ id: 'StoredCartLine' })

/** A cart as it lies in the database: what the buyer wants, not what it costs. */
export const StoredCart = z
  .object({
    id: CartId,
    market: z.string(),
    version: z.int(),
    status: z.enum(['open', 'closed', 'merged']).describe('`merged`: its lines went into the cart of a user'),
    orderId: OrderId.nullable().describe('The order it became; null where it became none'),
    lines: z.array(StoredLine).describe('In the order in which they were added'),
  })
  .meta({ id: 'StoredCart' })

export type StoredLine = Readonly<z.output<typeof StoredLine>>
export type StoredCart = Readonly<z.output<typeof StoredCart>>
