import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { lockShelves } from '../data/locks.ts'
import { lockUnranked, rankSales } from '../data/sales.ts'
import { aspectTag } from '../domain/tags.ts'
import { displayChanged } from '../events.ts'

export const rankBestSellers = command({
  name: 'catalog.rank-best-sellers',
  summary: 'Brings the lists of best sellers up to what was sold since, for a bounded number of products.',
  access: internal,
  input: z.object({ limit: z.int().min(1).max(5_000).default(1_000) }),
  output: z.object({ products: z.int() }).meta({ id: 'RankedProducts' }),
  run: async (ctx, { limit }) => {
    await lockShelves(ctx.sql)
    const due = await lockUnranked(ctx.sql, limit)
    const tags = due.length > 0 ? await rankSales(ctx.sql, due) : []
    if (tags.length > 0) {
      ctx.publish(displayChanged, { tags: tags.map((shelf) => aspectTag(shelf, 'sales')), variantIds: [] })
    }
    return { products: due.length }
  },
})
