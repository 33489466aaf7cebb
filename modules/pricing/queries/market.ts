import { internal, query, type Refusal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { knownMarkets } from '../data/caches.ts'
import { findMarket, Market, MarketCode } from '../domain/market.ts'

export const market = query({
  name: 'pricing.market',
  summary: 'The market of a code, or the default market without one.',
  access: internal,
  input: z.object({ code: MarketCode.optional() }),
  output: Market,
  refuses: { unknown_market: 404 },
  run: async (ctx, { code }) => marketOf(await knownMarkets(ctx), code),
})

export function marketOf(markets: readonly Market[], code: string | undefined): Market | Refusal<'unknown_market'> {
  const detail = code ? `There is no market '${code}'.` : 'No market is set up yet.'
  return findMarket(markets, code) ?? refuse('unknown_market', { detail })
}
