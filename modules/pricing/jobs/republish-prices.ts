import { republisher } from '@merx/kernel'
import { basePricesOf, pricedVariantsAfter } from '../data/prices.ts'
import { priceChanged } from '../events.ts'

/** Every variant's prices once more, for projections that are rebuilt. */
export const republishPrices = republisher({
  type: priceChanged,
  page: async (ctx, after) => {
    const variantIds = await pricedVariantsAfter(ctx.sql, after, 500)
    return { payloads: await basePricesOf(ctx.sql, variantIds), next: variantIds.at(-1) }
  },
})
