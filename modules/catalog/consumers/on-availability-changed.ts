import { availabilityChanged } from '@merx/inventory/events'
import { consumer } from '@merx/kernel'
import { writeCardStock } from '../data/cards.ts'
import { lockProductsOfVariants } from '../data/locks.ts'
import { setStock } from '../data/offers.ts'
import { shelfTagsOf, slugsOf } from '../data/shelves.ts'
import { lastByKey } from '../domain/last-by-key.ts'
import { aspectTag, productTag } from '../domain/tags.ts'
import { displayChanged } from '../events.ts'

/** As with prices, what is told of a variant that the catalogue does not know is kept for later. */
export const onAvailabilityChanged = consumer({
  name: 'catalog.stock-cards',
  on: [availabilityChanged],
  handle: async (ctx, events) => {
    const stock = lastByKey(events).map(({ payload }) => payload)
    await setStock(ctx.sql, stock)
    const productIds = await lockProductsOfVariants(
      ctx.sql,
      stock.map(({ variantId }) => variantId),
    )
    if (productIds.length === 0) return
    const changed = await writeCardStock(ctx.sql, productIds)
    const [slugs, shelves] = await Promise.all([slugsOf(ctx.sql, productIds), shelfTagsOf(ctx.sql, changed)])
    ctx.publish(displayChanged, {
      tags: [...slugs.map(productTag), ...shelves.map((shelf) => aspectTag(shelf, 'stock'))],
      variantIds: [],
    })
  },
})
