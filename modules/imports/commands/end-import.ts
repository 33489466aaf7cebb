import { command, internal, text } from '@merx/kernel'
import { z } from 'zod'
import { dropParts, moveImport } from '../data/imports.ts'
import { ended, ImportId } from '../domain/import.ts'
import { importEnded } from '../events.ts'

export const endImport = command({
  name: 'imports.end-import',
  summary: 'Ends an import that has come to the end of its file, or cannot read it further.',
  access: internal,
  input: z.object({ id: ImportId, status: z.enum(['done', 'failed']), reason: text(500).nullable() }),
  output: z.object({ hasEnded: z.boolean() }).meta({ id: 'EndedImport' }),
  run: async (ctx, { id, status, reason }) => {
    const moved = await moveImport(ctx.sql, id, { from: ['running'], to: status, now: ctx.now(), reason })
    if (!moved) return { hasEnded: false }
    await dropParts(ctx.sql, id)
    ctx.publish(importEnded, ended(moved, status))
    return { hasEnded: true }
  },
})
