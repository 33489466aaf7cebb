import { consumer } from '@merx/kernel'
import { priceChanged } from '@merx/pricing/events'
import { writeCardPrices } from '../data/cards.ts'
import { placeInCollections } from '../data/collection-products.ts'
import { lockProductsOfVariants, lockShelves } from '../data/locks.ts'
import { showMoved } from '../data/move-products.ts'
import { replaceOffers } from '../data/offers.ts'
import { shelfTagsOf, slugsOf } from '../data/shelves.ts'
import { lastByKey } from '../domain/last-by-key.ts'
import { aspectTag, productTag } from '../domain/tags.ts'
import { displayChanged, productChanged } from '../events.ts'

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
    const placed = await placeInCollections(ctx.sql, productIds)
    const moved = placed.filter(({ isMoved }) => isMoved).map(({ id }) => id)
    const shown = await showMoved(ctx.sql, moved.toSorted(), ctx.now())
    for (const state of shown.states) ctx.publish(productChanged, state)
    const [slugs, shelves] = await Promise.all([slugsOf(ctx.sql, productIds), shelfTagsOf(ctx.sql, changed)])
    ctx.publish(displayChanged, {
      tags: [...slugs.map(productTag), ...shelves.map((shelf) => aspectTag(shelf, 'prices')), ...shown.tags],
      variantIds: [],
    })
  },
})
