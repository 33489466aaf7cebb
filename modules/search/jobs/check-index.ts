import { job } from '@merx/kernel'
import { markOffers } from '../data/offers.ts'
import { countListed, differing } from '../data/revisions.ts'
import { searchIndex } from '../following/search-index.ts'

/**
 * Compares the index of the process that runs it with the tables and lets every process read again what differs. What was changed while it
 * looks is read once more for nothing, which does no harm.
 */
export const checkIndex = job({
  name: 'search.check-index',
  every: 3_600,
  run: async (ctx, signal) => {
    const index = ctx.seam(searchIndex)
    const answering = index.answering()
    if (!answering) return
    await index.caughtUp()
    const { engine } = answering
    const version = (await engine.versions()).find(({ active }) => active)
    if (!version) return
    let repaired = 0
    for await (const page of engine.contents(version.name)) {
      signal.throwIfAborted()
      const ids = await differing(ctx.sql, page)
      if (ids.length > 0) await markOffers(ctx.sql, ids)
      repaired += ids.length
    }
    const listed = await countListed(ctx.sql)
    if (repaired > 0)
      ctx.log.warn({ repaired }, 'products in the search index were not those of the tables; they are read again')
    if (listed !== version.documents) {
      ctx.log.warn(
        { listed, indexed: version.documents },
        'the search index has not as many products as the tables; npm run reindex makes it anew, should this stay',
      )
    }
  },
})
