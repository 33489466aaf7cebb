import type { Sql } from '@merx/kernel'

/**
 * Brings the offers of products in line with their variants and marks them as changed. The price shown is the lowest, `compareAt` that of the
 * cheapest variant.
 */
export async function writeOffers(sql: Sql, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return
  await sql`
    with wanted as materialized (
      select id from unnest(${[...productIds]}::uuid[]) as id order by id
    ), cost as (
      select variant.product_id, price.market, min(price.currency) as currency, min(price.amount) as "from",
        max(price.amount) as "to", (array_agg(price."compareAt" order by price.amount, variant.variant_id))[1] as "compareAt"
      from wanted join search.variant on variant.product_id = wanted.id
      cross join jsonb_to_recordset(variant.prices)
        as price (market text, currency text, amount bigint, "compareAt" bigint)
      group by variant.product_id, price.market
    ), costs as (
      select product_id, jsonb_agg(jsonb_build_object('market', market, 'currency', currency, 'from', "from", 'to', "to",
        'compareAt', "compareAt") order by market) as prices
      from cost group by product_id
    ), stock as (
      select product_id, case when bool_or(availability = 'in_stock') then 'in_stock'
        when bool_or(availability = 'low') then 'low' else 'out' end as availability
      from wanted join search.variant on variant.product_id = wanted.id group by product_id
    )
    insert into search.offer (product_id, prices, availability, revision, xid)
    select wanted.id, coalesce(costs.prices, '[]'), coalesce(stock.availability, 'out'),
      nextval('search.offer_revision'), pg_current_xact_id()
    from wanted left join costs on costs.product_id = wanted.id left join stock on stock.product_id = wanted.id
    on conflict (product_id) do update set prices = excluded.prices, availability = excluded.availability,
      revision = nextval('search.offer_revision'), xid = excluded.xid`
}

/** Marks offers as changed, so that every process reads their documents again. Ordered by id, as all who mark several. */
export async function markOffers(sql: Sql, productIds: readonly string[]): Promise<void> {
  await sql`
    with due as (
      select product_id from search.offer where product_id = any(${[...productIds]}::uuid[]) order by product_id for update
    )
    update search.offer set revision = nextval('search.offer_revision'), xid = pg_current_xact_id()
    from due where offer.product_id = due.product_id`
}
