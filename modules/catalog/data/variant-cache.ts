import { cache, type Sql } from '@merx/kernel'
import type { ProductId, VariantId } from '../domain/ids.ts'
import type { ProductImage, VariantOption } from '../events.ts'

/** What others need to know of a variant to sell it. */
export type SoldVariant = {
  readonly id: VariantId
  readonly productId: ProductId
  readonly productSlug: string
  readonly productName: string
  readonly sku: string
  readonly options: VariantOption[]
  readonly image: ProductImage | null
  readonly taxCategory: string
  readonly weight: number
  readonly sellable: boolean
}

export const variantCache = cache<VariantId, SoldVariant>({ name: 'catalog.variants', maxEntries: 50_000 })

/** The variants that exist, in no order; the image is the variant's own or the product's first. */
export async function soldVariants(sql: Sql, ids: readonly VariantId[]): Promise<readonly SoldVariant[]> {
  return sql<SoldVariant[]>`
    select variant.id, product.id as "productId", product.slug as "productSlug", product.name as "productName",
      variant.sku, variant.options, product.tax_category as "taxCategory", variant.weight,
      coalesce((
        select image from jsonb_array_elements(product.images) image where image ->> 'path' = variant.image_path limit 1
      ), product.images -> 0) as image,
      product.status = 'active' and not variant.withdrawn as sellable
    from catalog.variant join catalog.product on product.id = variant.product_id
    where variant.id = any(${[...ids]}::uuid[])`
}
