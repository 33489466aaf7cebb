import type { Sql } from '@merx/kernel'

export type Sale = { readonly productId: string; readonly quantity: number }

export async function addSales(sql: Sql, sales: readonly Sale[]): Promise<void> {
  await sql`
    insert into search.product_sales as sales (product_id, sold)
    select product_id, sum(quantity) from unnest(${sales.map(({ productId }) => productId)}::uuid[],
      ${sales.map(({ quantity }) => quantity)}::bigint[]) as sale (product_id, quantity)
    group by product_id order by product_id
    on conflict (product_id) do update set sold = sales.sold + excluded.sold`
}

/** Lets the index know what was sold of a bounded number of products; returns these. Ordered by id, as all who mark several offers. */
export async function rankSales(sql: Sql, limit: number): Promise<readonly string[]> {
  const rows = await sql<{ productId: string }[]>`
    with due as materialized (
      select offer.product_id, sales.sold from search.product_sales sales
      join search.offer on offer.product_id = sales.product_id
      where sales.sold <> sales.ranked order by offer.product_id limit ${limit} for update of offer
    ), ranked as (
      update search.product_sales sales set ranked = due.sold from due where sales.product_id = due.product_id
    )
    update search.offer set sold = due.sold, revision = nextval('search.offer_revision'), xid = pg_current_xact_id()
    from due where offer.product_id = due.product_id
    returning offer.product_id as "productId"`
  return rows.map(({ productId }) => productId)
}
