import type { Sql } from '@merx/kernel'

export type Sale = { readonly productId: string; readonly quantity: number }

export async function addSales(sql: Sql, sales: readonly Sale[]): Promise<void> {
  await sql`
    insert into catalog.product_sales as sales (product_id, sold)
    select product_id, sum(quantity) from unnest(${sales.map(({ productId }) => productId)}::uuid[],
      ${sales.map(({ quantity }) => quantity)}::bigint[]) as sale (product_id, quantity)
    group by product_id order by product_id
    on conflict (product_id) do update set sold = sales.sold + excluded.sold`
}

/** Products that sold since they were ranked, taken for this unit; ordered by id: saves lock products in the same order. */
export async function lockUnranked(sql: Sql, limit: number): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select product.id from catalog.product
    join catalog.product_sales sales on sales.product_id = product.id and sales.sold <> sales.ranked
    order by product.id limit ${limit} for no key update of product`
  return rows.map(({ id }) => id)
}

/** Brings what lists sort by up to what was sold and returns the tags of the shelves whose order may have changed. */
export async function rankSales(sql: Sql, productIds: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ tag: string }[]>`
    with counted as (
      update catalog.product_sales set ranked = sold where product_id = any(${[...productIds]}::uuid[])
      returning product_id, sold
    ), moved as (
      update catalog.shelf_card place set sold = counted.sold from counted
      where place.product_id = counted.product_id
      returning place.shelf
    )
    select tag from catalog.shelf where number in (select shelf from moved)`
  return rows.map(({ tag }) => tag)
}
