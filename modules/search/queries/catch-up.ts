import { internal, query } from '@merx/kernel'
import { z } from 'zod'
import { searchIndex } from '../following/search-index.ts'

export const catchUp = query({
  name: 'search.catch-up',
  summary: 'Answers when all that the tables say can be found in the process that answers.',
  access: internal,
  input: z.object({}),
  output: z.object({}),
  run: async (ctx) => {
    await ctx.seam(searchIndex).caughtUp()
    return {}
  },
})
