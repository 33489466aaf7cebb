import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { importsBefore } from '../data/imports.ts'
import { Import, ImportId } from '../domain/import.ts'

export const listImports = query({
  name: 'imports.list-imports',
  summary: 'Lists the imports, the latest first, a page at a time.',
  rest: 'GET /admin/imports',
  access: can('catalog:read'),
  input: z.object({
    limit: z.int().min(1).max(100).default(24),
    /** `next` of the page before. */
    after: ImportId.optional(),
  }),
  output: z.object({ items: z.array(Import), next: ImportId.nullable() }).meta({ id: 'ImportList' }),
  run: async (ctx, { limit, after }) => {
    const found = await importsBefore(ctx.sql, after, limit + 1)
    const items = found.slice(0, limit)
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})
