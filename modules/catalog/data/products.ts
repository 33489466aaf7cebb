import type { Sql } from '@merx/kernel'
import type { ProductId } from '../domain/ids.ts'
import type { ProductContent } from '../domain/product-input.ts'
import type { ProductStatus } from '../events.ts'

export type SavedProduct = {
  readonly id: ProductId
  readonly externalKey: string | null
  readonly slug: string
  /** The slugs among those asked for that are or were this product's. */
  readonly askedSlugs: readonly string[]
  readonly status: ProductStatus
  readonly contentHash: string | null
  readonly version: number
  readonly createdAt: Date
}

/** The products known by any of the keys or slugs, locked in the order of their ids. */
export async function lockSavedProducts(
  sql: Sql,
  keys: { readonly externalKeys: readonly string[]; readonly slugs: readonly string[] },
): Promise<readonly SavedProduct[]> {
  const slugs = [...keys.slugs]
  return sql<SavedProduct[]>`
    select id, external_key as "externalKey", slug, status, content_hash as "contentHash", version,
      created_at as "createdAt",
      array(select known.slug from catalog.slug known
        where known.kind = 'product' and known.slug = any(${slugs}::text[]) and known.owner_id = product.id) as "askedSlugs"
    from catalog.product
    where external_key = any(${[...keys.externalKeys]}::text[])
      or id = any(array(select owner_id from catalog.slug where kind = 'product' and slug = any(${slugs}::text[])))
    order by id for update`
}

export async function lockProduct(sql: Sql, id: string): Promise<SavedProduct | undefined> {
  const [product] = await sql<SavedProduct[]>`
    select id, external_key as "externalKey", slug, '{}'::text[] as "askedSlugs", status,
      content_hash as "contentHash", version, created_at as "createdAt"
    from catalog.product where id = ${id} for update`
  return product
}

export type ProductRow = Pick<ProductContent, 'name' | 'description' | 'featured' | 'attributes' | 'images'> & {
  readonly id: string
  readonly externalKey: string | null
  readonly slug: string
  readonly nameKey: string
  readonly status: ProductStatus
  readonly brandId: string | null
  readonly taxCategory: string
  readonly contentHash: string | null
  readonly version: number
  readonly createdAt: Date
}

/** Inserts products, or replaces those with the same id, which the caller has locked. */
export async function upsertProducts(sql: Sql, rows: readonly ProductRow[], now: Date): Promise<void> {
  await sql`
    insert into catalog.product (id, external_key, slug, name, name_key, description, status, brand_id,
      tax_category, featured, attributes, images, content_hash, version, created_at, updated_at)
    select id, "externalKey", slug, name, "nameKey", description, status, "brandId", "taxCategory", featured, attributes,
      images, "contentHash", version, "createdAt", ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (id uuid, "externalKey" text, slug text,
      name text, "nameKey" text, description text, status text, "brandId" uuid, "taxCategory" text, featured int, attributes jsonb,
      images jsonb, "contentHash" text, version int, "createdAt" timestamptz)
    on conflict (id) do update set external_key = excluded.external_key, slug = excluded.slug, name = excluded.name,
      name_key = excluded.name_key, description = excluded.description, status = excluded.status, brand_id = excluded.brand_id,
      tax_category = excluded.tax_category, featured = excluded.featured, attributes = excluded.attributes,
      images = excluded.images, content_hash = excluded.content_hash, created_at = excluded.created_at,
      updated_at = excluded.updated_at, version = excluded.version`
}

/** Moves a product to another status and counts its version up, if it still has the version that was read. */
export async function setProductStatus(
  sql: Sql,
  product: { readonly id: string; readonly version: number; readonly status: ProductStatus },
  now: Date,
): Promise<void> {
  await sql`
    update catalog.product set status = ${product.status}, version = version + 1, updated_at = ${now}
    where id = ${product.id} and version = ${product.version}`
}

/** Counts the versions of products up, because what others know of them has changed; the caller has locked them. */
export async function countVersions(sql: Sql, ids: readonly string[], now: Date): Promise<void> {
  await sql`update catalog.product set version = version + 1, updated_at = ${now} where id = any(${[...ids]}::uuid[])`
}

export type CategoryOfProduct = { readonly productId: string; readonly categoryId: string; readonly position: number }

/** Makes these the categories of the products. */
export async function replaceProductCategories(
  sql: Sql,
  productIds: readonly string[],
  rows: readonly CategoryOfProduct[],
): Promise<void> {
  await sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as row ("productId" uuid, "categoryId" uuid, position int)
    ), gone as (
      delete from catalog.product_category kept
      where product_id = any(${[...productIds]}::uuid[]) and not exists (
        select from wanted where "productId" = kept.product_id and "categoryId" = kept.category_id)
    )
    insert into catalog.product_category as kept (product_id, category_id, position)
    select "productId", "categoryId", position from wanted
    on conflict (product_id, category_id) do update set position = excluded.position
      where kept.position <> excluded.position`
}
