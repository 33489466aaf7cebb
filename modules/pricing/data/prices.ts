import type { Sql } from '@merx/kernel'
import type { PriceState } from '../events.ts'

export type NewPrice = {
  readonly market: string
  readonly variantId: string
  readonly amount: number
  readonly compareAt?: number | null | undefined
}

/** Takes the variants for this unit of work, ordered by id: two batches that share variants must not deadlock, and their events keep order. */
export async function lockPricedVariants(sql: Sql, variantIds: readonly string[]): Promise<void> {
  await sql`
    insert into pricing.priced_variant (variant_id)
    select distinct id from unnest(${variantIds as string[]}::uuid[]) as id order by id
    on conflict (variant_id) do update set version = pricing.priced_variant.version + 1`
}

/** Writes base prices and returns the variants whose price really changed. Rows of an unknown market are left out. */
export async function saveBasePrices(sql: Sql, prices: readonly NewPrice[]): Promise<readonly string[]> {
  const rows = await sql<{ variantId: string }[]>`
    insert into pricing.price as price (variant_id, price_list_id, amount, compare_at)
    select row.variant, list.id, row.amount, row.compare_at
    from unnest(${prices.map((price) => price.market)}::text[], ${prices.map((price) => price.variantId)}::uuid[],
      ${prices.map((price) => price.amount)}::bigint[], ${prices.map((price) => price.compareAt ?? null)}::bigint[])
      as row (market, variant, amount, compare_at)
    join pricing.price_list list on list.market = row.market
      and list.customer_group is null and list.starts_at is null and list.ends_at is null
    on conflict (variant_id, price_list_id, min_quantity)
      do update set amount = excluded.amount, compare_at = excluded.compare_at
      where (price.amount, price.compare_at) is distinct from (excluded.amount, excluded.compare_at)
    returning variant_id as "variantId"`
  return [...new Set(rows.map((row) => row.variantId))]
}

/** Every base price of the variants, over all markets. */
export async function basePricesOf(sql: Sql, variantIds: readonly string[]): Promise<readonly PriceState[]> {
  // variant by variant: as one join the plan of an empty table reads all of a table that has grown since
  return sql<PriceState[]>`
    select variant.variant_id as "variantId", variant.version, base.prices
    from pricing.priced_variant variant
    cross join lateral (
      select jsonb_agg(jsonb_build_object('market', market.code, 'currency', market.currency, 'amount', price.amount,
        'compareAt', price.compare_at) order by market.code) as prices
      from pricing.price price
      join pricing.price_list list on list.id = price.price_list_id
        and list.customer_group is null and list.starts_at is null and list.ends_at is null
      join pricing.market market on market.code = list.market
      where price.variant_id = variant.variant_id and price.min_quantity = 1
    ) base
    where variant.variant_id = any(${variantIds as string[]}::uuid[]) and base.prices is not null`
}

export type BasePrice = { readonly variantId: string; readonly amount: number; readonly compareAt: number | null }

/** The base price of each variant in one market; variants without one are left out. */
export async function basePricesIn(
  sql: Sql,
  market: string,
  variantIds: readonly string[],
): Promise<readonly BasePrice[]> {
  return sql<BasePrice[]>`
    select price.variant_id as "variantId", price.amount, price.compare_at as "compareAt"
    from pricing.price price
    join pricing.price_list list on list.id = price.price_list_id and list.market = ${market}
      and list.customer_group is null and list.starts_at is null and list.ends_at is null
    where price.variant_id = any(${variantIds as string[]}::uuid[]) and price.min_quantity = 1`
}

/** Variant ids after the given one, for publishing all prices again. */
export async function pricedVariantsAfter(
  sql: Sql,
  after: string | undefined,
  limit: number,
): Promise<readonly string[]> {
  const rows = await sql<{ variantId: string }[]>`
    select variant_id as "variantId" from pricing.priced_variant
    where variant_id > ${after ?? '00000000-0000-0000-0000-000000000000'} order by variant_id limit ${limit}`
  return rows.map((row) => row.variantId)
}
