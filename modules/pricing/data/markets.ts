import type { Sql } from '@merx/kernel'
import type { Market } from '../domain/market.ts'

export async function allMarkets(sql: Sql): Promise<readonly Market[]> {
  return sql<Market[]>`
    select code, name, currency, tax_mode as "taxMode", countries, languages, is_default as "isDefault"
    from pricing.market order by is_default desc, code`
}

/** Inserts a market and its base price list; false if the code is taken. */
export async function insertMarket(sql: Sql, market: Market, priceListId: string): Promise<boolean> {
  const inserted = await sql`
    with market as (
      insert into pricing.market (code, name, currency, tax_mode, countries, languages, is_default)
      values (${market.code}, ${market.name}, ${market.currency}, ${market.taxMode}, ${market.countries as string[]},
        ${market.languages as string[]}, ${market.isDefault})
      on conflict (code) do nothing returning code)
    insert into pricing.price_list (id, market, name) select ${priceListId}, code, 'Base' from market`
  return inserted.count === 1
}

/** Changes everything but the code and the currency, which prices and orders refer to; false if there is no such market. */
export async function updateMarket(sql: Sql, market: Omit<Market, 'currency'>): Promise<Market | undefined> {
  const [updated] = await sql<Market[]>`
    update pricing.market set name = ${market.name}, tax_mode = ${market.taxMode}, countries = ${market.countries as string[]},
      languages = ${market.languages as string[]}, is_default = ${market.isDefault}
    where code = ${market.code}
    returning code, name, currency, tax_mode as "taxMode", countries, languages, is_default as "isDefault"`
  return updated
}

/** At most one market is the default: the one that was steps back. */
export async function clearDefaultMarket(sql: Sql, except: string): Promise<void> {
  await sql`update pricing.market set is_default = false where is_default and code <> ${except}`
}
