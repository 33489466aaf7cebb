import { anyone, command, prose, text } from '@merx/kernel'
import { z } from 'zod'
import { countedWords } from '../domain/counted-words.ts'
import { searched } from '../events.ts'

export const recordSearch = command({
  name: 'search.record-search',
  summary:
    'Counts a query and how much it found. Called for who agreed to that; it keeps nobody apart, and words that may be a person’s are not kept.',
  rest: 'POST /search/searches',
  access: anyone,
  input: z.object({ q: prose(10_000), market: text(20), found: z.int().min(0) }),
  output: z.object({}),
  run: async (ctx, { q, market, found }) => {
    const words = countedWords(q)
    if (words !== undefined) ctx.publish(searched, { words, market, found })
    return {}
  },
})
