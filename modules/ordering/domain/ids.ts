import { id } from '@merx/kernel'
import type { z } from 'zod'

export const OrderId = id<'OrderId'>()
export type OrderId = z.output<typeof OrderId>

/** The reservation of an order is named after it. */
export const ReservationId = id<'ReservationId'>()

/** Owned by accounts. */
export const UserId = id<'UserId'>()
export type UserId = z.output<typeof UserId>

export const CartId = id<'CartId'>()

export const VariantId = id<'VariantId'>()
