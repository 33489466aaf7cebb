import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { findImport, addPart as keepPart } from '../data/imports.ts'
import { fileLength, Import, ImportId, partLength } from '../domain/import.ts'

const unstorable = /\p{Surrogate}|\0/u

export const addPart = command({
  name: 'imports.add-part',
  summary: 'Adds a part of the file, cut between any two characters; adding one again changes nothing.',
  rest: 'PUT /admin/imports/{id}/parts/{number}',
  access: can('catalog:write'),
  input: z.object({
    id: ImportId,
    /** The first part is 1. */
    number: z.int().min(1).max(100_000),
    content: z
      .string()
      .min(1)
      .max(partLength)
      .refine((content) => !unstorable.test(content), { message: 'contains characters that cannot be stored' }),
  }),
  output: Import,
  refuses: { unknown_import: 404, already_started: 409, file_too_large: 413 },
  run: async (ctx, { id, number, content }) => {
    const added = await keepPart(ctx.sql, id, { number, content, most: fileLength })
    if (added) return added
    const found = await findImport(ctx.sql, id)
    if (!found) return refuse('unknown_import')
    if (found.status !== 'uploading') return refuse('already_started')
    return refuse('file_too_large', {
      detail: `A file of more than ${fileLength} characters comes by the command line.`,
    })
  },
})
