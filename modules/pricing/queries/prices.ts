import { id, internal, isRefused, Money, query } from '@merx/kernel'
import { z } from 'zod'
import { knownPrices } from '../data/known-prices.ts'
import type { BasePrice } from '../data/prices.ts'
import { Market, MarketCode } from '../domain/market.ts'
import { marketOf } from './market.ts'

const VariantId = id<'VariantId'>()
type VariantId = z.output<typeof VariantId>

const VariantPrice = z
  .object({ variantId: VariantId, price: Money, compareAt: Money.nullable() })
  .meta({ id: 'VariantPrice' })

export const prices = query({
  name: 'pricing.prices',
  summary:
    'The base prices of variants in a market, in the default one where none is named; a variant that is not sold there is left out.',
  access: internal,
  input: z.object({ market: MarketCode.optional(), variantIds: z.array(VariantId) }),
  output: z.object({ market: Market, items: z.array(VariantPrice) }).meta({ id: 'VariantPrices' }),
  refuses: { unknown_market: 404 },
  run: async (ctx, { market: named, variantIds }) => {
    const { markets, prices } = await knownPrices(ctx, named, variantIds)
    const market = marketOf(markets, named)
    return isRefused(market) ? market : { market, items: pricesIn(market, variantIds, prices) }
  },
})

function pricesIn({ currency }: Market, variantIds: readonly VariantId[], found: readonly (BasePrice | undefined)[]) {
  const bases = new Map(found.map((base) => [base?.variantId, base]))
  return variantIds.flatMap((variantId) => {
    const base = bases.get(variantId)
    if (!base) return []
    const compareAt = base.compareAt === null ? null : { amount: base.compareAt, currency }
    return [{ variantId, price: { amount: base.amount, currency }, compareAt }]
  })
}
