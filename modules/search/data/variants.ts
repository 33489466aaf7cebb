import type { Sql } from '@merx/kernel'

export type VariantsOfProduct = { readonly productId: string; readonly variantIds: readonly string[] }

/** Makes these the variants of the products; one that left keeps what was told of it and belongs to nobody. */
export async function assignVariants(sql: Sql, products: readonly VariantsOfProduct[]): Promise<void> {
  const pairs = products.flatMap(({ productId, variantIds }) =>
    variantIds.map((variantId) => ({ productId, variantId })),
  )
  const variantIds = pairs.map(({ variantId }) => variantId)
  await sql`
    with gone as (
      update search.variant set product_id = null
      where product_id = any(${products.map(({ productId }) => productId)}::uuid[])
        and variant_id <> all(${variantIds}::uuid[])
    )
    insert into search.variant as kept (variant_id, product_id)
    select * from unnest(${variantIds}::uuid[], ${pairs.map(({ productId }) => productId)}::uuid[])
    on conflict (variant_id) do update set product_id = excluded.product_id
    where kept.product_id is distinct from excluded.product_id`
}

export type VariantPrices = {
  readonly variantId: string
  readonly prices: readonly {
    readonly market: string
    readonly currency: string
    readonly amount: number
    readonly compareAt: number | null
  }[]
}

/** Returns the products of the variants whose prices are other ones now. A variant stands once among them. */
export async function savePrices(sql: Sql, variants: readonly VariantPrices[]): Promise<readonly string[]> {
  const rows = await sql<{ productId: string }[]>`
    with written as (
      insert into search.variant as kept (variant_id, prices)
      select "variantId", prices from jsonb_to_recordset(${JSON.stringify(variants)}::text::jsonb)
        as row ("variantId" uuid, prices jsonb)
      on conflict (variant_id) do update set prices = excluded.prices where kept.prices <> excluded.prices
      returning product_id
    )
    select distinct product_id as "productId" from written where product_id is not null`
  return rows.map(({ productId }) => productId)
}

export type VariantStock = { readonly variantId: string; readonly availability: string }

/** The same for availability. */
export async function saveStock(sql: Sql, variants: readonly VariantStock[]): Promise<readonly string[]> {
  const rows = await sql<{ productId: string }[]>`
    with written as (
      insert into search.variant as kept (variant_id, availability)
      select * from unnest(${variants.map(({ variantId }) => variantId)}::uuid[],
        ${variants.map(({ availability }) => availability)}::text[])
      on conflict (variant_id) do update set availability = excluded.availability
      where kept.availability <> excluded.availability
      returning product_id
    )
    select distinct product_id as "productId" from written where product_id is not null`
  return rows.map(({ productId }) => productId)
}
