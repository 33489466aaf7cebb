import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { faultsAfter } from '../data/faults.ts'
import { ImportFault, ImportId } from '../domain/import.ts'
import { sheetLine } from '../formats/sheet-line.ts'

export const listFaults = query({
  name: 'imports.list-faults',
  summary:
    'Lists what was wrong with an import by line and column, the first ten thousand, a page at a time and as a sheet to keep.',
  rest: 'GET /admin/imports/{id}/faults',
  access: can('catalog:read'),
  input: z.object({
    id: ImportId,
    limit: z.int().min(1).max(1_000).default(100),
    /** `next` of the page before. */
    after: z.int32().min(0).default(0),
  }),
  output: z
    .object({
      items: z.array(ImportFault),
      /** The same as CSV; the pages together are one sheet. */
      sheet: z.string(),
      next: z.int().nullable(),
    })
    .meta({ id: 'ImportFaultList' }),
  run: async (ctx, { id, limit, after }) => {
    const found = await faultsAfter(ctx.sql, id, { after, limit: limit + 1 })
    const items = found.slice(0, limit)
    const rows = items.map(({ line, column, code, detail }) => [String(line), column, code, detail])
    const lines = [...(after === 0 ? [['line', 'column', 'code', 'detail']] : []), ...rows]
    return {
      items,
      sheet: lines.map((cells) => sheetLine(cells.map(asText))).join(''),
      next: found.length > limit ? (items.at(-1)?.number ?? null) : null,
    }
  },
})

/** A column named `=HYPERLINK(...)` is no formula in a spreadsheet that somebody opens. */
function asText(cell: string): string {
  return /^[=+\-@]/.test(cell) ? `'${cell}` : cell
}
