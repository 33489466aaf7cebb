import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { beginEdition } from '../data/editions.ts'

export const beginRebuild = command({
  name: 'search.begin-rebuild',
  summary:
    'Begins new documents beside those that answer, or goes on with those begun before. The catalogue announces its products again to fill them; what changes meanwhile is written to both.',
  access: internal,
  input: z.object({}),
  output: z.object({}),
  run: async (ctx) => {
    await beginEdition(ctx.sql, ctx.now())
    return {}
  },
})
