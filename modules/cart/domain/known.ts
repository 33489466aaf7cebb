import type { ProductImage, VariantOption } from '@merx/catalog/events'
import type { Money } from '@merx/kernel'
import type { Market } from '@merx/pricing'
import type { z } from 'zod'
import type { VariantId } from './ids.ts'

/** A variant as catalog tells of it. */
export type KnownVariant = {
  readonly id: VariantId
  readonly productId: string
  readonly productSlug: string
  readonly productName: string
  readonly sku: string
  readonly options: readonly z.output<typeof VariantOption>[]
  readonly image: z.output<typeof ProductImage> | null
  readonly taxCategory: string
  /** Grams. */
  readonly weight: number
  readonly sellable: boolean
}

/** What other modules said about the variants of a cart, at one moment. */
export type Known = {
  readonly market: Market
  readonly variants: readonly KnownVariant[]
  readonly prices: readonly { readonly variantId: VariantId; readonly price: Money; readonly compareAt: Money | null }[]
  readonly stock: readonly { readonly variantId: VariantId; readonly available: number }[]
}

/** One variant with all that is known of it. */
export type Offer = {
  readonly variant: KnownVariant
  readonly price: Money
  readonly compareAt: Money | null
  readonly available: number
}

/** What may be sold of a variant; none where it is withdrawn or has no price in the market. */
export function offerOf(known: Known, variantId: VariantId): Offer | undefined {
  const variant = known.variants.find(({ id }) => id === variantId)
  const priced = known.prices.find((price) => price.variantId === variantId)
  if (!variant?.sellable || !priced) return undefined
  const available = known.stock.find((stock) => stock.variantId === variantId)?.available ?? 0
  return { variant, price: priced.price, compareAt: priced.compareAt, available }
}

/** Whether the facts speak of all these variants in this market. */
export function covers(known: Known, market: string, variantIds: readonly VariantId[]): boolean {
  const asked = new Set(known.stock.map(({ variantId }) => variantId))
  return known.market.code === market && variantIds.every((id) => asked.has(id))
}
