import type { ProductImage, ProductState } from '@merx/catalog/events'
import type { Sql } from '@merx/kernel'
import type { AvailabilityBand } from '../engine/search-document.ts'

export type CardRow = {
  readonly id: ProductState['id']
  readonly slug: string
  readonly name: string
  readonly brand: string | null
  readonly image: ProductImage | null
  readonly variantCount: number
  readonly availability: AvailabilityBand
  readonly createdAt: Date
  readonly prices: readonly {
    readonly market: string
    readonly currency: string
    readonly from: number
    readonly to: number
    readonly compareAt: number | null
  }[]
}

/** What lists show of the products, in the order asked for; one that is no longer sold is left out. */
export async function readCards(sql: Sql, ids: readonly string[]): Promise<readonly CardRow[]> {
  return sql<CardRow[]>`
    select wanted.id, document.slug, document.name, document.brand, document.image,
      cardinality(document.variant_ids) as "variantCount", offer.availability, document.created_at as "createdAt", offer.prices
    from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
    join search.offer on offer.product_id = wanted.id
    join search.document on document.product_id = wanted.id and document.listed
      and document.edition = (select number from search.edition where status = 'answering')
    order by wanted.place`
}
