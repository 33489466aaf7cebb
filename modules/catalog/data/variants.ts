import type { Sql } from '@merx/kernel'
import type { KnownVariant } from '../domain/product-draft.ts'
import type { VariantOption } from '../events.ts'

/** The variants of the products, and whatever has one of the SKUs. Withdrawn ones count: they keep their SKU. */
export async function findVariants(
  sql: Sql,
  by: { readonly productIds: readonly string[]; readonly skus: readonly string[] },
): Promise<readonly KnownVariant[]> {
  return sql<KnownVariant[]>`
    select id, product_id as "productId", sku from catalog.variant
    where product_id = any(${[...by.productIds]}::uuid[]) or sku = any(${[...by.skus]}::text[])`
}

export type VariantRow = {
  readonly id: string
  readonly productId: string
  readonly position: number
  readonly sku: string
  readonly barcode: string | null
  readonly options: readonly VariantOption[]
  readonly weight: number
  readonly image: string | null
}

/** Makes these the variants of the products; those left out are withdrawn. */
export async function replaceVariants(
  sql: Sql,
  productIds: readonly string[],
  rows: readonly VariantRow[],
): Promise<void> {
  await sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (id uuid, "productId" uuid,
        position int, sku text, barcode text, options jsonb, weight int, image text)
    ), gone as (
      update catalog.variant set withdrawn = true
      where product_id = any(${[...productIds]}::uuid[]) and not withdrawn and id not in (select id from wanted)
    )
    insert into catalog.variant as variant (id, product_id, position, sku, barcode, options, weight, image_path)
    select id, "productId", position, sku, barcode, options, weight, image from wanted
    on conflict (id) do update set position = excluded.position, sku = excluded.sku, barcode = excluded.barcode,
      options = excluded.options, weight = excluded.weight, image_path = excluded.image_path, withdrawn = false`
}

/** The variants that the products have now, in their order. */
export async function variantsOf(sql: Sql, productIds: readonly string[]): Promise<readonly KnownVariant[]> {
  if (productIds.length === 0) return []
  return sql<KnownVariant[]>`
    select id, product_id as "productId", sku from catalog.variant
    where product_id = any(${[...productIds]}::uuid[]) and not withdrawn order by product_id, position`
}

/** The variants of the products, withdrawn ones included: what caches may know of them. */
export async function variantIdsOf(sql: Sql, productIds: readonly string[]): Promise<readonly KnownVariant['id'][]> {
  const rows = await sql<Pick<KnownVariant, 'id'>[]>`
    select id from catalog.variant where product_id = any(${[...productIds]}::uuid[])`
  return rows.map(({ id }) => id)
}
