import { job } from '@merx/kernel'
import { rankSales } from '../data/sales.ts'

const limit = 1_000
/** A run ends even if sales come faster than they are ranked: the next one goes on. */
const rounds = 20

/** Lets the index know what sold; a sale moves a product a little, so it is not told of each. */
export const rankByTheClock = job({
  name: 'search.rank-sales',
  every: 60,
  run: async (ctx) => {
    for (let round = 0; round < rounds; round += 1) {
      if ((await rankSales(ctx.sql, limit)).length < limit) return
    }
  },
})
