import { id } from '@merx/kernel'
import type { z } from 'zod'

export const CartId = id<'CartId'>()
export type CartId = z.output<typeof CartId>

export const CartLineId = id<'CartLineId'>()
export type CartLineId = z.output<typeof CartLineId>

/** Owned by accounts. */
export const UserId = id<'UserId'>()

/** Owned by catalog. */
export const VariantId = id<'VariantId'>()
export type VariantId = z.output<typeof VariantId>

export const ProductId = id<'ProductId'>()
export type ProductId = z.output<typeof ProductId>

export const WishlistId = id<'WishlistId'>()
export type WishlistId = z.output<typeof WishlistId>

/** Owned by ordering. */
export const OrderId = id<'OrderId'>()
export type OrderId = z.output<typeof OrderId>
