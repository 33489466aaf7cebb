import { consumer } from '@merx/kernel'
import { addCounts } from '../data/query-days.ts'
import { resultChosen, searched } from '../events.ts'

/** By events and not by the callers: a query that everybody types would be a row that everybody waits for. */
export const countQueries = consumer({
  name: 'search.count-queries',
  on: [searched, resultChosen],
  handle: async (ctx, events) => {
    await addCounts(
      ctx.sql,
      events.map((event) => {
        const { words, market } = event.payload
        const of = { day: event.occurredAt.toISOString().slice(0, 10), market, words }
        if (event.name === resultChosen.name) return { ...of, searches: 0, nothingFound: 0, clicks: 1 }
        return { ...of, searches: 1, nothingFound: event.payload.found === 0 ? 1 : 0, clicks: 0 }
      }),
    )
  },
})
