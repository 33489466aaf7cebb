import { job } from '@merx/kernel'
import { rankBestSellers } from '../commands/rank-best-sellers.ts'

const limit = 1_000
/** A run ends even if sales come faster than they are ranked: the next one goes on. */
const rounds = 20

export const rankByTheClock = job({
  name: 'catalog.rank-best-sellers',
  every: 60,
  run: async (ctx) => {
    for (let round = 0; round < rounds; round += 1) {
      const { products } = await ctx.call(rankBestSellers, { limit })
      if (products < limit) return
    }
  },
})
