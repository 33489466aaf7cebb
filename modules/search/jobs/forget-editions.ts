import { job } from '@merx/kernel'
import { forgetDocuments, forgetEditions } from '../data/editions.ts'

const documentsAtOnce = 5_000

/** Removes the documents that a rebuild has taken the place of. */
export const forgetFormerEditions = job({
  name: 'search.forget-editions',
  every: 300,
  run: async (ctx, signal) => {
    while (!signal.aborted && (await forgetDocuments(ctx.sql, documentsAtOnce)) === documentsAtOnce);
    await forgetEditions(ctx.sql)
  },
})
