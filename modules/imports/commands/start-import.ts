import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { findImport, hasParts, moveImport } from '../data/imports.ts'
import { Import, ImportId } from '../domain/import.ts'

export const startImport = command({
  name: 'imports.start-import',
  summary: 'Starts an import whose file is whole; it runs in the background, and starting it again changes nothing.',
  rest: 'POST /admin/imports/{id}/start',
  access: can('catalog:write'),
  input: z.object({
    id: ImportId,
    /** How many there are: none is missing. */
    parts: z.int32().min(1),
  }),
  output: Import,
  refuses: { unknown_import: 404, missing_parts: 409 },
  run: async (ctx, { id, parts }) => {
    const moved = await moveImport(ctx.sql, id, { from: ['uploading'], to: 'waiting', now: ctx.now() })
    if (moved) return (await hasParts(ctx.sql, id, parts)) ? moved : refuse('missing_parts')
    return (await findImport(ctx.sql, id)) ?? refuse('unknown_import')
  },
})
