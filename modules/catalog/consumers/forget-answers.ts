import { live } from '@merx/kernel'
import { variantCache } from '../data/variant-cache.ts'
import { displayChanged } from '../events.ts'

export const forgetAnswers = live({
  on: [displayChanged],
  handle: (ctx, events) => {
    ctx.dropAnswers(events.flatMap(({ payload }) => payload.tags))
    ctx.cache(variantCache).drop(events.flatMap(({ payload }) => payload.variantIds))
  },
})
