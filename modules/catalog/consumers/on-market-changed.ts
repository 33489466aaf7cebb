import { consumer } from '@merx/kernel'
import { marketChanged } from '@merx/pricing/events'
import { saveMarkets } from '../data/offers.ts'
import { lastByKey } from '../domain/last-by-key.ts'
import { markets } from '../domain/tags.ts'
import { displayChanged } from '../events.ts'

export const onMarketChanged = consumer({
  name: 'catalog.know-markets',
  on: [marketChanged],
  handle: async (ctx, events) => {
    await saveMarkets(
      ctx.sql,
      lastByKey(events).map(({ payload }) => payload),
    )
    ctx.publish(displayChanged, { tags: [markets], variantIds: [] })
  },
})
