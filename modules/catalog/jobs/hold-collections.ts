import { job } from '@merx/kernel'
import { holdCollections } from '../commands/hold-collections.ts'

/** Applies changed rules to all products, a page a unit of work; a run that was killed is gone on with where it was. */
export const holdByTheClock = job({
  name: 'catalog.hold-collections',
  every: 2,
  run: async (ctx, signal) => {
    while (!signal.aborted) {
      const { isDone } = await ctx.call(holdCollections, { limit: 1_000 })
      if (isDone) return
    }
  },
})
