import type { Sql } from '@merx/kernel'
import type { VariantId } from '../domain/ids.ts'
import type { ProductState } from '../events.ts'
import { attributesOf, categoriesOf, collectionsOf } from './product-parts.ts'

type Row = Omit<ProductState, 'createdAt' | 'updatedAt'> & { readonly createdAt: Date; readonly updatedAt: Date }

/** The full state of the products, in the order asked for: what is announced and what staff are shown. */
export async function productStates(sql: Sql, ids: readonly string[]): Promise<readonly ProductState[]> {
  const rows = await sql<Row[]>`
    select product.id, product.version, product.status, product.slug, product.name, product.description,
      case when brand.id is not null then jsonb_build_object('slug', brand.slug, 'name', brand.name) end as brand,
      ${categoriesOf(sql)} as categories, ${collectionsOf(sql)} as collections, product.tax_category as "taxCategory", product.featured,
      ${attributesOf(sql)} as attributes, product.images,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', id, 'sku', sku, 'barcode', barcode, 'options', options,
          'weight', weight, 'image', image_path, 'position', position) order by position)
        from catalog.variant where product_id = product.id and not withdrawn
      ), '[]') as variants,
      product.created_at as "createdAt", product.updated_at as "updatedAt"
    from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
    join catalog.product using (id)
    left join catalog.brand on brand.id = product.brand_id
    order by wanted.place`
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }))
}

/** A page of product ids in their order, for going through all of them. */
export async function productIdsAfter(sql: Sql, after: string | undefined, limit: number): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from catalog.product ${after === undefined ? sql`` : sql`where id > ${after}`} order by id limit ${limit}`
  return rows.map(({ id }) => id)
}

export type FoundProduct = {
  readonly id: string
  readonly externalKey: string | null
  /** Those of the slugs asked for that are or were its own. */
  readonly slugs: string[]
}

type Keys = {
  readonly externalKeys: readonly string[]
  readonly slugs: readonly string[]
  readonly skus: readonly string[]
}

/** The products that any of the keys is of. */
export async function findByKeys(sql: Sql, { externalKeys, slugs, skus }: Keys): Promise<readonly FoundProduct[]> {
  return sql<FoundProduct[]>`
    with led as materialized (
      select owner_id, slug from catalog.slug where kind = 'product' and slug = any(${[...slugs]}::text[])
    )
    select id, external_key as "externalKey", array(select led.slug from led where led.owner_id = product.id) as slugs
    from catalog.product
    where external_key = any(${[...externalKeys]}::text[]) or id = any(array(select owner_id from led))
      or id = any(array(select product_id from catalog.variant where sku = any(${[...skus]}::text[])))
    order by id`
}

export type PagedProduct = {
  readonly state: ProductState
  readonly externalKey: string | null
  readonly offers: Offer[]
}

type Offer = {
  readonly variantId: VariantId
  readonly market: string
  readonly currency: string
  readonly amount: number
  readonly compareAt: number | null
}

/** A page of products by id, with the prices of their variants in all markets. */
export async function productPage(
  sql: Sql,
  after: string | undefined,
  limit: number,
): Promise<readonly PagedProduct[]> {
  const rows = await sql<{ id: string; externalKey: string | null; offers: Offer[] }[]>`
    select product.id, product.external_key as "externalKey", coalesce((
      select jsonb_agg(jsonb_build_object('variantId', variant.id, 'market', offer.market, 'currency', offer.currency,
        'amount', offer.amount, 'compareAt', offer.compare_at) order by variant.position, offer.market)
      from catalog.variant join catalog.variant_offer offer on offer.variant_id = variant.id
      where variant.product_id = product.id and not variant.withdrawn
    ), '[]') as offers
    from catalog.product ${after === undefined ? sql`` : sql`where product.id > ${after}`}
    order by product.id limit ${limit}`
  const states = await productStates(
    sql,
    rows.map(({ id }) => id),
  )
  const byId = new Map<string, ProductState>(states.map((state) => [state.id, state]))
  return rows.flatMap(({ id, externalKey, offers }) => {
    const state = byId.get(id)
    return state ? [{ state, externalKey, offers }] : []
  })
}
