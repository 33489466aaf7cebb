import { id } from '@merx/kernel'
import { z } from 'zod'
import { formatNames } from './format-name.ts'

export const ImportId = id<'ImportId'>()
export type ImportId = z.output<typeof ImportId>

const ImportStatus = z.enum(['uploading', 'waiting', 'running', 'done', 'failed', 'cancelled'])

/** Characters in one part, and in a file: what is larger comes by the command line, which reads files of any size. */
export const partLength = 60_000
export const fileLength = 100_000_000

export const Import = z
  .object({
    id: ImportId,
    name: z.string(),
    format: z.enum(formatNames),
    market: z.string(),
    openingStock: z.int(),
    trial: z.boolean(),
    updateOnly: z.boolean(),
    status: ImportStatus,
    /** Of the file, as far as it is here. */
    characters: z.int(),
    /** The last line whose fate is known. */
    line: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    faults: z.int(),
    /** Why it failed. */
    reason: z.string().nullable(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Import' })
export type Import = z.output<typeof Import>

export const ImportFault = z
  .object({
    number: z.int(),
    line: z.int(),
    column: z.string(),
    code: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'ImportFault' })

/** What others are told of an import at its end. */
export function ended<Status extends Import['status']>(
  { id: importId, trial, created, updated, unchanged, faults }: Import,
  status: Status,
) {
  return { importId, status, trial, created, updated, unchanged, faults }
}
