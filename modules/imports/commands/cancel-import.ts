import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { dropParts, findImport, moveImport } from '../data/imports.ts'
import { ended, Import, ImportId } from '../domain/import.ts'
import { importEnded } from '../events.ts'

export const cancelImport = command({
  name: 'imports.cancel-import',
  summary: 'Ends an import where it is; what is loaded stays. One that has ended is left as it is.',
  rest: 'POST /admin/imports/{id}/cancel',
  access: can('catalog:write'),
  input: z.object({ id: ImportId }),
  output: Import,
  refuses: { unknown_import: 404 },
  run: async (ctx, { id }) => {
    const from = ['uploading', 'waiting', 'running'] as const
    const cancelled = await moveImport(ctx.sql, id, { from, to: 'cancelled', now: ctx.now() })
    if (!cancelled) return (await findImport(ctx.sql, id)) ?? refuse('unknown_import')
    await dropParts(ctx.sql, id)
    ctx.publish(importEnded, ended(cancelled, 'cancelled'))
    return cancelled
  },
})
