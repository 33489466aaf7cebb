import type { Sql } from '@merx/kernel'
import type { Availability } from '../domain/availability.ts'
import type { ProductId, VariantId } from '../domain/ids.ts'
import type { ProductImage, ProductState, VariantOption } from '../events.ts'
import { marketCode } from './listing-places.ts'
import { attributesOf } from './product-parts.ts'

export type PageRow = {
  readonly id: ProductId
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly brand: ProductState['brand']
  readonly attributes: ProductState['attributes']
  readonly images: readonly ProductImage[]
  readonly breadcrumb: ProductState['categories']
  readonly variants: readonly PageVariant[]
  readonly createdAt: Date
  readonly market: string | null
}

export type PageVariant = {
  readonly id: VariantId
  readonly sku: string
  readonly options: readonly VariantOption[]
  readonly weight: number
  readonly image: string | null
  readonly availability: Availability
  readonly currency: string | null
  readonly amount: number | null
  readonly compareAt: number | null
}

/** The page of the active product that has or had the slug, with prices in the market, from one statement. */
export async function findProductPage(
  sql: Sql,
  slug: string,
  market: string | undefined,
): Promise<PageRow | undefined> {
  const [page] = await sql<PageRow[]>`
    select ${pageColumns(sql)}
    from catalog.slug known
    join catalog.product on product.id = known.owner_id and product.status = 'active'
    left join catalog.brand on brand.id = product.brand_id
    left join lateral ${marketCode(sql, market)} as market (code) on true
    where known.kind = 'product' and known.slug = ${slug}`
  return page
}

/** The pages of those of the products that are active, in no order. */
export async function findProductPages(
  sql: Sql,
  ids: readonly ProductId[],
  market: string | undefined,
): Promise<readonly PageRow[]> {
  return sql<PageRow[]>`
    select ${pageColumns(sql)}
    from catalog.product
    left join catalog.brand on brand.id = product.brand_id
    left join lateral ${marketCode(sql, market)} as market (code) on true
    where product.id = any(${[...ids]}::uuid[]) and product.status = 'active'`
}

function pageColumns(sql: Sql) {
  return sql`
      product.id, product.slug, product.name, product.description, product.images,
      product.created_at as "createdAt", market.code as market, ${attributesOf(sql)} as attributes,
      case when brand.id is not null then jsonb_build_object('slug', brand.slug, 'name', brand.name) end as brand,
      coalesce((
        select jsonb_agg(jsonb_build_object('slug', above.slug, 'name', above.name) order by cardinality(above.path))
        from (
          select category.path from catalog.product_category placed
          join catalog.category on category.id = placed.category_id
          where placed.product_id = product.id order by placed.position limit 1
        ) main
        join catalog.category above on above.shelf = any(main.path)
      ), '[]') as breadcrumb,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', variant.id, 'sku', variant.sku, 'options', variant.options,
          'weight', variant.weight, 'image', variant.image_path, 'availability', coalesce(stock.availability, 'out'),
          'currency', offer.currency, 'amount', offer.amount, 'compareAt', offer.compare_at) order by variant.position)
        from catalog.variant
        left join catalog.variant_stock stock on stock.variant_id = variant.id
        left join catalog.variant_offer offer on offer.variant_id = variant.id and offer.market = market.code
        where variant.product_id = product.id and not variant.withdrawn
      ), '[]') as variants`
}
