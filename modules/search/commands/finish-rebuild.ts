import { command, internal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { swapEditions } from '../data/editions.ts'

export const finishRebuild = command({
  name: 'search.finish-rebuild',
  summary:
    'Lets the documents answer that were filled. Every process builds its index of them beside the one that answers, and swaps the two.',
  access: internal,
  input: z.object({}),
  output: z.object({}),
  refuses: { nothing_to_finish: 409 },
  run: async (ctx) => {
    const edition = await swapEditions(ctx.sql, ctx.now())
    if (edition === undefined) return refuse('nothing_to_finish')
    ctx.log.info({ edition }, 'documents that were made anew answer')
    return {}
  },
})
