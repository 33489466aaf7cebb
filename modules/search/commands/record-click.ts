import { anyone, command, id, prose, text } from '@merx/kernel'
import { z } from 'zod'
import { countedWords } from '../domain/counted-words.ts'
import { resultChosen } from '../events.ts'

export const recordClick = command({
  name: 'search.record-click',
  summary: 'Counts that of what a query found one product was opened. Called for who agreed to that.',
  rest: 'POST /search/clicks',
  access: anyone,
  input: z.object({
    q: prose(10_000),
    market: text(20),
    productId: id<'ProductId'>(),
    /** Its place in the list, from 1. */
    position: z.int().min(1).max(10_000),
  }),
  output: z.object({}),
  run: async (ctx, { q, ...click }) => {
    const words = countedWords(q)
    if (words !== undefined) ctx.publish(resultChosen, { words, ...click })
    return {}
  },
})
