import { job } from '@merx/kernel'
import { countLesson } from '../data/lessons.ts'
import { forgetCounts } from '../data/query-days.ts'

const keptDays = 90
const atOnce = 5_000

/** Lets every process learn what is popular by now, and forgets what was searched long ago. */
export const rankQueries = job({
  name: 'search.rank-queries',
  every: 3_600,
  run: async (ctx) => {
    while ((await forgetCounts(ctx.sql, { days: keptDays, limit: atOnce })) === atOnce);
    await countLesson(ctx.sql, 'synonym')
  },
})
