import { can, command, refuse } from '@merx/kernel'
import { clearDefaultMarket, updateMarket as update } from '../data/markets.ts'
import { Market } from '../domain/market.ts'
import { marketChanged } from '../events.ts'

export const updateMarket = command({
  name: 'pricing.update-market',
  summary: 'Changes a market; its code and currency stay, because prices and orders refer to them.',
  rest: 'PUT /admin/markets/{code}',
  access: can('pricing:write'),
  input: Market.omit({ currency: true }),
  output: Market,
  refuses: { unknown_market: 404 },
  run: async (ctx, market) => {
    if (market.isDefault) await clearDefaultMarket(ctx.sql, market.code)
    const updated = await update(ctx.sql, market)
    if (!updated) return refuse('unknown_market', { detail: `There is no market '${market.code}'.` })
    ctx.publish(marketChanged, updated)
    return updated
  },
})
