import { ProductImage } from '@merx/catalog/events'
import { id, Money, money } from '@merx/kernel'
import { z } from 'zod'
import type { CardRow } from '../data/cards.ts'
import type { Naming } from '../domain/naming.ts'
import type { Named } from '../engine/search-document.ts'

export const NamedPlace = z.object({ slug: z.string(), name: z.string() }).meta({ id: 'NamedPlace' })
export type NamedPlace = z.output<typeof NamedPlace>

/** The same fields as the catalogue's card, so that one component shows both. */
export const FoundProduct = z
  .object({
    id: id<'ProductId'>(),
    slug: z.string(),
    name: z.string(),
    brand: NamedPlace.nullable(),
    image: ProductImage.nullable(),
    /** The lowest of its variants. */
    price: Money.nullable(),
    priceTo: Money.nullable(),
    compareAt: Money.nullable(),
    inStock: z.boolean(),
    availability: z.enum(['in_stock', 'low', 'out']),
    variantCount: z.int(),
    isNew: z.boolean(),
  })
  .meta({ id: 'FoundProduct' })
export type FoundProduct = z.output<typeof FoundProduct>

const newForDays = 30

export type Showing = { readonly naming: Naming; readonly market: string | undefined; readonly now: Date }

export function foundProductOf(row: CardRow, { naming, market, now }: Showing): FoundProduct {
  const { id, slug, name, image, availability, variantCount, prices, createdAt } = row
  const cost = prices.find((price) => price.market === market)
  const inCurrency = (amount: number | null | undefined) =>
    cost && amount != null ? money(amount, cost.currency) : null
  return {
    id,
    slug,
    name,
    brand: row.brand === null ? null : placeNamed(naming.brand(row.brand), naming),
    image,
    price: inCurrency(cost?.from),
    priceTo: inCurrency(cost?.to),
    compareAt: inCurrency(cost?.compareAt),
    inStock: availability !== 'out',
    availability,
    variantCount,
    isNew: now.getTime() - createdAt.getTime() < newForDays * 86_400_000,
  }
}

export function placeNamed(named: Named | undefined, { language }: Naming): NamedPlace | null {
  return named ? { slug: named.slug, name: named.names[language] ?? named.slug } : null
}
