import type { QueryContext, Sql } from '@merx/kernel'
import { findMarket, type Market } from '../domain/market.ts'
import { marketsCache, pricesCache } from './caches.ts'
import { type BasePrice, basePricesIn } from './prices.ts'

export type KnownPrices = {
  readonly markets: readonly Market[]
  /** In the market that was named, or else in the default one. */
  readonly prices: readonly (BasePrice | undefined)[]
}

/** Markets and base prices from memory; a process that knows neither reads both in one statement. */
export async function knownPrices(
  ctx: Pick<QueryContext, 'cache' | 'sql'>,
  named: string | undefined,
  variantIds: readonly string[],
): Promise<KnownPrices> {
  let read: ReturnType<typeof marketsAndBasePrices> | undefined
  const markets = ctx.cache(marketsCache).get('all', async () => {
    read = marketsAndBasePrices(ctx.sql, named, variantIds)
    return (await read).markets
  })
  if (read) {
    // asked for while that statement is under way, so that a price that changes meanwhile is not kept as it was
    const prices = named === undefined ? read.then((both) => both.prices) : pricesIn(ctx, named, { variantIds, read })
    const [known, found] = await Promise.all([markets, prices])
    return { markets: known ?? [], prices: found }
  }
  const known = (await markets) ?? []
  const market = findMarket(known, named)
  return { markets: known, prices: market ? await pricesIn(ctx, market.code, { variantIds }) : [] }
}

/** `read`: a statement that has just been sent and brings them along. */
function pricesIn(
  ctx: Pick<QueryContext, 'cache' | 'sql'>,
  code: string,
  {
    variantIds,
    read,
  }: { readonly variantIds: readonly string[]; readonly read?: ReturnType<typeof marketsAndBasePrices> | undefined },
): Promise<readonly (BasePrice | undefined)[]> {
  const keyOf = (variantId: string) => `${code} ${variantId}`
  return ctx.cache(pricesCache).getMany(variantIds.map(keyOf), async (missing) => {
    const prices = read
      ? (await read).prices
      : await basePricesIn(
          ctx.sql,
          code,
          missing.map((key) => key.slice(code.length + 1)),
        )
    return new Map(prices.map((price) => [keyOf(price.variantId), price]))
  })
}

/** Every market, and the base price of each variant in the one that is named, or else in the default one. */
async function marketsAndBasePrices(
  sql: Sql,
  market: string | undefined,
  variantIds: readonly string[],
): Promise<{ readonly markets: readonly Market[]; readonly prices: readonly BasePrice[] }> {
  const [read] = await sql<{ readonly markets: readonly Market[]; readonly prices: readonly BasePrice[] }[]>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name, 'currency', currency, 'taxMode', tax_mode,
          'countries', countries, 'languages', languages, 'isDefault', is_default) order by is_default desc, code), '[]')
        from pricing.market) as markets,
      (select coalesce(jsonb_agg(jsonb_build_object('variantId', price.variant_id, 'amount', price.amount,
          'compareAt', price.compare_at)), '[]')
        from pricing.price price
        join pricing.price_list list on list.id = price.price_list_id
          and list.customer_group is null and list.starts_at is null and list.ends_at is null
        join pricing.market market on market.code = list.market
          and case when ${market ?? null}::text is null then market.is_default else market.code = ${market ?? null} end
        where price.variant_id = any(${variantIds as string[]}::uuid[]) and price.min_quantity = 1) as prices`
  return read ?? { markets: [], prices: [] }
}
