import { can, command, refuse } from '@merx/kernel'
import { clearDefaultMarket, insertMarket } from '../data/markets.ts'
import { Market } from '../domain/market.ts'
import { marketChanged } from '../events.ts'

export const createMarket = command({
  name: 'pricing.create-market',
  summary: 'Creates a market with an empty base price list.',
  rest: 'POST /admin/markets',
  access: can('pricing:write'),
  input: Market,
  output: Market,
  refuses: { market_exists: 409 },
  run: async (ctx, market) => {
    if (market.isDefault) await clearDefaultMarket(ctx.sql, market.code)
    const inserted = await insertMarket(ctx.sql, market, ctx.newId())
    if (!inserted) return refuse('market_exists', { detail: `There is a market '${market.code}' already.` })
    ctx.publish(marketChanged, market)
    return market
  },
})
