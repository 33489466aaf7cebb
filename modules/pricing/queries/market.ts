import { internal, query, refuse } from '@merx/kernel'
import { z } from 'zod'
import { knownMarkets } from '../data/caches.ts'
import { Market, MarketCode } from '../domain/market.ts'

export const market = query({
  name: 'pricing.market',
  summary: 'The market of a code, or the default market without one.',
  access: internal,
  input: z.object({ code: MarketCode.optional() }),
  output: Market,
  refuses: { unknown_market: 404 },
  run: async (ctx, { code }) => {
    const markets = await knownMarkets(ctx)
    const found =
      code === undefined ? markets.find((market) => market.isDefault) : markets.find((market) => market.code === code)
    return (
      found ?? refuse('unknown_market', { detail: code ? `There is no market '${code}'.` : 'No market is set up yet.' })
    )
  },
})
