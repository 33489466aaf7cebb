import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { addFaults } from '../data/faults.ts'
import { noteBatch as note } from '../data/imports.ts'
import { ImportFault, ImportId } from '../domain/import.ts'

/** More than these nobody reads; the rest are counted. */
const mostFaults = 10_000

export const noteBatch = command({
  name: 'imports.note-batch',
  summary: 'Notes what became of some rows of an import, once; tells whether it is to go on.',
  access: internal,
  input: z.object({
    id: ImportId,
    /** The last line that was noted before. */
    after: z.int(),
    line: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    faults: z.array(ImportFault.omit({ number: true }).meta({ id: 'FaultToNote' })),
  }),
  output: z.object({ goesOn: z.boolean() }).meta({ id: 'NotedBatch' }),
  run: async (ctx, { id, after, ...batch }) => {
    const noted = await note(ctx.sql, id, { after, batch })
    if (!noted) return { goesOn: false }
    await addFaults(ctx.sql, id, { faults: batch.faults, before: noted.faults - batch.faults.length, most: mostFaults })
    return { goesOn: true }
  },
})
