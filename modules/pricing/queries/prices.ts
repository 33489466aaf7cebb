import { id, internal, isRefused, Money, query } from '@merx/kernel'
import { z } from 'zod'
import { pricesCache } from '../data/caches.ts'
import { basePricesIn } from '../data/prices.ts'
import { MarketCode } from '../domain/market.ts'
import { market as marketQuery } from './market.ts'

const VariantPrice = z
  .object({ variantId: id<'VariantId'>(), price: Money, compareAt: Money.nullable() })
  .meta({ id: 'VariantPrice' })

export const prices = query({
  name: 'pricing.prices',
  summary: 'The base prices of variants in a market; a variant that is not sold there is left out.',
  access: internal,
  input: z.object({ market: MarketCode, variantIds: z.array(id<'VariantId'>()) }),
  output: z.object({ items: z.array(VariantPrice) }).meta({ id: 'VariantPrices' }),
  refuses: { unknown_market: 404 },
  run: async (ctx, { market: code, variantIds }) => {
    const market = await ctx.call(marketQuery, { code })
    if (isRefused(market)) return market
    const found = await ctx.cache(pricesCache).getMany(
      variantIds.map((variantId) => `${code} ${variantId}`),
      async (missing) => {
        const loaded = await basePricesIn(
          ctx.sql,
          code,
          missing.map((key) => key.slice(code.length + 1)),
        )
        return new Map(loaded.map((price) => [`${code} ${price.variantId}`, price]))
      },
    )
    const { currency } = market
    return {
      items: variantIds.flatMap((variantId, index) => {
        const price = found[index]
        if (!price) return []
        const compareAt = price.compareAt === null ? null : { amount: price.compareAt, currency }
        return [{ variantId, price: { amount: price.amount, currency }, compareAt }]
      }),
    }
  },
})
