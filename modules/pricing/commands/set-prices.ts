import { can, command, id, MinorUnits, refuse } from '@merx/kernel'
import { z } from 'zod'
import { knownMarkets } from '../data/caches.ts'
import { basePricesOf, lockPricedVariants, saveBasePrices } from '../data/prices.ts'
import { MarketCode } from '../domain/market.ts'
import { priceChanged } from '../events.ts'

const PriceToSet = z
  .object({
    market: MarketCode,
    variantId: id<'VariantId'>(),
    amount: MinorUnits.min(0),
    /** What it cost before; above the amount. */
    compareAt: MinorUnits.min(0).nullable().optional(),
  })
  .refine(({ amount, compareAt }) => compareAt == null || compareAt > amount, {
    path: ['compareAt'],
    message: 'must be above the amount',
  })
  .meta({ id: 'PriceToSet' })

export const setPrices = command({
  name: 'pricing.set-prices',
  summary: 'Sets base prices of variants, in any markets; prices that stand already are left alone.',
  rest: 'PUT /admin/prices',
  access: can('pricing:write'),
  input: z.object({ prices: z.array(PriceToSet).min(1).max(2_000) }),
  output: z.object({ changed: z.int() }).meta({ id: 'PricesSet' }),
  refuses: { unknown_market: 422 },
  read: async (ctx, { prices }) => {
    const codes = new Set((await knownMarkets(ctx)).map((market) => market.code))
    const errors = prices.flatMap(({ market }, index) =>
      codes.has(market)
        ? []
        : [{ field: `prices.${index}.market`, code: 'unknown_market', detail: `There is no market '${market}'.` }],
    )
    return errors.length > 0
      ? refuse('unknown_market', { detail: 'Nothing was set: some prices name a market that does not exist.', errors })
      : undefined
  },
  run: async (ctx, { prices }) => {
    const lastOfEach = [...new Map(prices.map((price) => [`${price.market} ${price.variantId}`, price])).values()]
    await lockPricedVariants(
      ctx.sql,
      lastOfEach.map((price) => price.variantId),
    )
    const changed = await saveBasePrices(ctx.sql, lastOfEach)
    if (changed.length > 0) {
      for (const price of await basePricesOf(ctx.sql, changed)) ctx.publish(priceChanged, price)
    }
    return { changed: changed.length }
  },
})
