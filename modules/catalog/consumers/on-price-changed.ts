import { consumer } from '@merx/kernel'
import { priceChanged } from '@merx/pricing/events'
import { writeCardPrices } from '../data/cards.ts'
import { lockProductsOfVariants, lockShelves } from '../data/locks.ts'
import { replaceOffers } from '../data/offers.ts'
import { shelfTagsOf, slugsOf } from '../data/shelves.ts'
import { lastByKey } from '../domain/last-by-key.ts'
import { aspectTag, productTag } from '../domain/tags.ts'
import { displayChanged } from '../events.ts'

/** A price of a variant that the catalogue does not know yet is kept: the product finds it there when it comes. */
export const onPriceChanged = consumer({
  name: 'catalog.price-cards',
  on: [priceChanged],
  handle: async (ctx, events) => {
    const prices = lastByKey(events).map(({ payload }) => payload)
    await lockShelves(ctx.sql)
    await replaceOffers(ctx.sql, prices)
    const productIds = await lockProductsOfVariants(
      ctx.sql,
      prices.map(({ variantId }) => variantId),
    )
    if (productIds.length === 0) return
    const changed = await writeCardPrices(ctx.sql, productIds)
    const [slugs, shelves] = await Promise.all([slugsOf(ctx.sql, productIds), shelfTagsOf(ctx.sql, changed)])
    ctx.publish(displayChanged, {
      tags: [...slugs.map(productTag), ...shelves.map((shelf) => aspectTag(shelf, 'prices'))],
      variantIds: [],
    })
  },
})
