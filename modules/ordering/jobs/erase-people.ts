import { job } from '@merx/kernel'
import { endErasures, eraseFromFinished } from '../data/erasures.ts'

const ordersAtOnce = 500

/** Takes people who asked for it out of their orders, as these are finished. */
export const erasePeople = job({
  name: 'ordering.erase-people',
  every: 60,
  run: async (ctx) => {
    while ((await eraseFromFinished(ctx.sql, ordersAtOnce)) === ordersAtOnce);
    await endErasures(ctx.sql)
  },
})
