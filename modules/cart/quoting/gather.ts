import { variants } from '@merx/catalog'
import { availability } from '@merx/inventory'
import { isRefused, type QueryContext, type Refusal } from '@merx/kernel'
import { market as marketQuery, prices } from '@merx/pricing'
import type { VariantId } from '../domain/ids.ts'
import type { Known } from '../domain/known.ts'

/** What a cart asks of other modules: one statement for the stock, the rest from memory or by one statement each. */
export async function gather(
  ctx: Pick<QueryContext, 'call'>,
  { market: code, variantIds }: { readonly market: string | undefined; readonly variantIds: readonly VariantId[] },
): Promise<Known | Refusal<'unknown_market'>> {
  if (variantIds.length === 0) {
    const market = await ctx.call(marketQuery, code === undefined ? {} : { code })
    return isRefused(market) ? market : { market, variants: [], prices: [], stock: [] }
  }
  const ids = [...variantIds]
  const [known, priced, stock] = await Promise.all([
    ctx.call(variants, { ids }),
    ctx.call(prices, { ...(code !== undefined && { market: code }), variantIds: ids }),
    ctx.call(availability, { variantIds: ids }),
  ])
  if (isRefused(priced)) return priced
  return { market: priced.market, variants: known.items, prices: priced.items, stock: stock.items }
}
