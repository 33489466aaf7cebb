import { republisher } from '@merx/kernel'
import { productIdsAfter, productStates } from '../data/product-states.ts'
import { productChanged } from '../events.ts'

const pageSize = 500

/** Announces every product again, whatever its status, in the order of the ids. */
export const republishProducts = republisher({
  type: productChanged,
  page: async (ctx, after) => {
    const ids = await productIdsAfter(ctx.sql, after, pageSize)
    return { payloads: await productStates(ctx.sql, ids), next: ids.length < pageSize ? undefined : ids.at(-1) }
  },
})
