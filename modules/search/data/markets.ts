import type { Sql } from '@merx/kernel'

export type MarketRow = {
  readonly code: string
  readonly currency: string
  readonly languages: readonly string[]
  readonly isDefault: boolean
}

/** Keeps the markets; where one of them is the default, no other is. */
export async function saveMarkets(sql: Sql, markets: readonly MarketRow[]): Promise<void> {
  const chosen = markets.findLast(({ isDefault }) => isDefault)?.code ?? null
  await sql`
    with others as (
      update search.market set is_default = false
      where ${chosen}::text is not null and is_default and code <> all(${markets.map(({ code }) => code)}::text[])
    ), counted as (
      update search.revision set number = number + 1 where of = 'names'
    )
    insert into search.market (code, currency, languages, is_default)
    select code, currency, array(select jsonb_array_elements_text(languages)), "isDefault" and code = coalesce(${chosen}::text, '')
    from jsonb_to_recordset(${JSON.stringify(markets)}::text::jsonb)
      as row (code text, currency text, languages jsonb, "isDefault" boolean)
    on conflict (code) do update set currency = excluded.currency, languages = excluded.languages,
      is_default = excluded.is_default`
}
