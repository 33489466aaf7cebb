import { job } from '@merx/kernel'
import { readNames } from '../data/names.ts'
import { forgetRenamings, markRenamed, readRenamings } from '../data/renamings.ts'
import { renamedOf } from '../domain/renamed.ts'

const documentsAtOnce = 5_000

/**
 * Lets the index know of new names: a category of a million products is renamed in one event, and its documents follow a batch at a time.
 * A run that is killed is made again from the start.
 */
export const followRenamings = job({
  name: 'search.follow-renamings',
  every: 2,
  run: async (ctx, signal) => {
    const renamings = await readRenamings(ctx.sql)
    if (renamings.length === 0) return
    const renamed = renamedOf(renamings, await readNames(ctx.sql))
    let after: string | null = null
    do {
      signal.throwIfAborted()
      after = (await markRenamed(ctx.sql, renamed, { after, limit: documentsAtOnce })) ?? null
    } while (after !== null)
    await forgetRenamings(ctx.sql, renamings)
  },
})
