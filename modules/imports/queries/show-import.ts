import { can, query, refuse } from '@merx/kernel'
import { z } from 'zod'
import { findImport } from '../data/imports.ts'
import { Import, ImportId } from '../domain/import.ts'

export const showImport = query({
  name: 'imports.show-import',
  summary: 'Shows how far an import has come.',
  rest: 'GET /admin/imports/{id}',
  access: can('catalog:read'),
  input: z.object({ id: ImportId }),
  output: Import,
  refuses: { unknown_import: 404 },
  run: async (ctx, { id }) => (await findImport(ctx.sql, id)) ?? refuse('unknown_import'),
})
