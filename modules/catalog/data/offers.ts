import type { Sql } from '@merx/kernel'

export type VariantPrices = {
  readonly variantId: string
  readonly prices: readonly {
    readonly market: string
    readonly currency: string
    readonly amount: number
    readonly compareAt: number | null
  }[]
}

/** Makes these the prices of the variants in all markets; a variant stands once among them. */
export async function replaceOffers(sql: Sql, variants: readonly VariantPrices[]): Promise<void> {
  await sql`
    with variant as (
      select * from jsonb_to_recordset(${JSON.stringify(variants)}::text::jsonb) as row ("variantId" uuid, prices jsonb)
    ), wanted as (
      select "variantId", price.* from variant, jsonb_to_recordset(prices)
        as price (market text, currency text, amount bigint, "compareAt" bigint)
    ), gone as (
      delete from catalog.variant_offer kept
      where variant_id in (select "variantId" from variant)
        and not exists (select from wanted where "variantId" = kept.variant_id and wanted.market = kept.market)
    )
    insert into catalog.variant_offer as kept (variant_id, market, currency, amount, compare_at)
    select "variantId", market, currency, amount, "compareAt" from wanted
    on conflict (variant_id, market) do update set currency = excluded.currency, amount = excluded.amount,
      compare_at = excluded.compare_at
    where (kept.currency, kept.amount, kept.compare_at)
      is distinct from (excluded.currency, excluded.amount, excluded.compare_at)`
}

export type VariantStock = { readonly variantId: string; readonly availability: string }

/** Makes these the availability of the variants; a variant stands once among them. */
export async function setStock(sql: Sql, variants: readonly VariantStock[]): Promise<void> {
  await sql`
    insert into catalog.variant_stock as kept (variant_id, availability)
    select * from unnest(${variants.map(({ variantId }) => variantId)}::uuid[],
      ${variants.map(({ availability }) => availability)}::text[])
    on conflict (variant_id) do update set availability = excluded.availability
    where kept.availability <> excluded.availability`
}

export type MarketRow = { readonly code: string; readonly currency: string; readonly isDefault: boolean }

/** Keeps the markets; where one of them is the default, no other is. */
export async function saveMarkets(sql: Sql, markets: readonly MarketRow[]): Promise<void> {
  const chosen = markets.findLast(({ isDefault }) => isDefault)?.code ?? null
  await sql`
    with others as (
      update catalog.market set is_default = false
      where ${chosen}::text is not null and is_default and code <> all(${markets.map(({ code }) => code)}::text[])
    )
    insert into catalog.market (code, currency, is_default)
    select code, currency, "isDefault" and code = coalesce(${chosen}::text, '')
    from jsonb_to_recordset(${JSON.stringify(markets)}::text::jsonb) as row (code text, currency text, "isDefault" boolean)
    on conflict (code) do update set currency = excluded.currency, is_default = excluded.is_default`
}
