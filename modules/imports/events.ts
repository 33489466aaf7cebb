import { event, id } from '@merx/kernel'
import { z } from 'zod'

/** An import has ended: what became of its rows. */
export const importEnded = event({
  name: 'imports.import.ended.v1',
  schema: z.object({
    importId: id<'ImportId'>(),
    status: z.enum(['done', 'failed', 'cancelled']),
    trial: z.boolean(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    faults: z.int(),
  }),
  key: ({ importId }) => importId,
})
