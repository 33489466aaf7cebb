import { cache, type QueryContext } from '@merx/kernel'
import type { Market } from '../domain/market.ts'
import type { TaxRate } from '../domain/tax.ts'
import { allMarkets } from './markets.ts'
import type { BasePrice } from './prices.ts'

/** Every market, under one key: there are few, and they change rarely. */
export const marketsCache = cache<'all', readonly Market[]>({ name: 'pricing.markets', maxEntries: 1 })

/** Base prices by `<market> <variant id>`. */
export const pricesCache = cache<string, BasePrice>({ name: 'pricing.prices', maxEntries: 100_000 })

/** Tax rates by `<country> <region>`. */
export const taxRatesCache = cache<string, readonly TaxRate[]>({ name: 'pricing.tax-rates', maxEntries: 10_000 })

export async function knownMarkets(ctx: Pick<QueryContext, 'cache' | 'sql'>): Promise<readonly Market[]> {
  return (await ctx.cache(marketsCache).get('all', () => allMarkets(ctx.sql))) ?? []
}
