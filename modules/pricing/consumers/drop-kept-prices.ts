import { live } from '@merx/kernel'
import { marketsCache, pricesCache, taxRatesCache } from '../data/caches.ts'
import { marketChanged, priceChanged, taxChanged } from '../events.ts'

/** Drops what other processes and this one keep in memory when it has changed. */
export const dropChangedPrices = live({
  on: [priceChanged],
  handle: (ctx, events) => {
    ctx
      .cache(pricesCache)
      .drop(events.flatMap(({ payload }) => payload.prices.map(({ market }) => `${market} ${payload.variantId}`)))
  },
})

export const dropChangedMarkets = live({
  on: [marketChanged],
  handle: (ctx) => {
    ctx.cache(marketsCache).clear()
    ctx.dropAnswers(['markets'])
  },
})

export const dropChangedTaxRates = live({
  on: [taxChanged],
  handle: (ctx) => ctx.cache(taxRatesCache).clear(),
})
