import { can, command, isRefused, refuse, text } from '@merx/kernel'
import { market } from '@merx/pricing'
import { z } from 'zod'
import { insertImport } from '../data/imports.ts'
import { formatNames } from '../domain/format-name.ts'
import { Import, ImportId } from '../domain/import.ts'

export const openImport = command({
  name: 'imports.open-import',
  summary: 'Opens an import: its file is added in parts, and then it is started.',
  rest: 'POST /admin/imports',
  access: can('catalog:write'),
  idempotency: 'optional',
  input: z.object({
    /** Of the file, for people. */
    name: text(200),
    format: z.enum(formatNames),
    /** The market of prices that name none; the default one unless told. */
    market: text(20).optional(),
    /** How many of each new variant there are where the file does not say. */
    openingStock: z.int().min(0).max(1_000_000).default(0),
    /** Tells what would become of each row and keeps nothing. */
    trial: z.boolean().default(false),
    /** Makes no products. */
    updateOnly: z.boolean().default(false),
  }),
  output: Import,
  refuses: { unknown_market: 422 },
  read: async (ctx, input) => {
    const found = await ctx.call(market, { code: input.market })
    return isRefused(found) ? refuse('unknown_market', found.data) : found.code
  },
  run: async (ctx, input, code) =>
    insertImport(ctx.sql, { ...input, id: ImportId.parse(ctx.newId()), market: code }, ctx.now()),
})
