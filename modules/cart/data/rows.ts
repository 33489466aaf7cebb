import type { CartId, CartLineId, OrderId, VariantId } from '../domain/ids.ts'
import type { StoredCart } from '../domain/stored-cart.ts'

/** One line beside its cart; a cart without lines is one row of nulls. */
export type CartRow = {
  readonly id: CartId
  readonly market: string
  readonly version: number
  readonly status: StoredCart['status']
  readonly orderId: OrderId | null
  readonly lineId: CartLineId | null
  readonly variantId: VariantId | null
  readonly quantity: number | null
  readonly unitPrice: number | null
  readonly currency: string | null
}

export function cartOf(rows: readonly CartRow[]): StoredCart | undefined {
  const [first] = rows
  if (!first) return undefined
  const { id, market, version, status, orderId } = first
  const lines = rows.flatMap(({ lineId, variantId, quantity, unitPrice, currency }) =>
    lineId === null || variantId === null || quantity === null || unitPrice === null || currency === null
      ? []
      : [{ id: lineId, variantId, quantity, shownPrice: { amount: unitPrice, currency } }],
  )
  return { id, market, version, status, orderId, lines }
}
