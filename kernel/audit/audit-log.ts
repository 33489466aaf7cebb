import { z } from 'zod'
import { internal } from '../operations/access.ts'
import { command, query } from '../operations/operation.ts'
import { seam } from '../runtime/seam.ts'
import { text } from '../values/text.ts'
import { insertEntries } from './append.ts'
import { denialOf } from './entry.ts'
import { AuditEntry, AuditPage, readEntries } from './read.ts'
import { verifyChain } from './seal.ts'

const Entries = z.object({ items: z.array(AuditEntry) }).meta({ id: 'AuditEntries' })

const Head = z.object({ position: z.int(), hash: z.string() }).meta({ id: 'AuditHead' })

const Break = z.object({ position: z.int(), entry: z.uuid() }).meta({ id: 'AuditBreak' })

/** What checking one database's chain found. */
export const AuditChain = z
  .object({
    module: z.string().describe('One of the modules whose database it is'),
    sealed: z.int(),
    head: Head.nullable().describe('The newest seal'),
    broken: Break.nullable().describe('The first seal that does not follow from what stands before it'),
    unsealed: z.int().describe('Entries without a seal for a minute or longer'),
  })
  .meta({ id: 'AuditChain' })

/** The audit log of the database that a module lives in, as operations: so that it is asked wherever it is. */
export type AuditLog = ReturnType<typeof auditLogOf>

/** Of each database of the shop one; of a database that another process shares by several modules each of theirs. */
export const auditLogs = seam<readonly AuditLog[]>('kernel.audit-logs')

export function auditLogOf(module: string) {
  return {
    list: query({
      name: `${module}.list-audit-entries`,
      summary: 'Lists entries of the audit log of its database.',
      access: internal,
      input: AuditPage,
      output: Entries,
      run: async (ctx, page) => ({ items: [...(await readEntries(ctx.sql, page))] }),
    }),
    verify: query({
      name: `${module}.verify-audit-chain`,
      summary: 'Goes through the chain of the audit log of its database.',
      access: internal,
      input: z.object({}),
      output: AuditChain,
      run: async (ctx) => {
        const { sealed, head = null, broken = null, unsealed } = await verifyChain(ctx.sql)
        return { module, sealed, head, broken, unsealed }
      },
    }),
    recordDenial: command({
      name: `${module}.record-denial`,
      summary: 'Enters into the audit log that a caller was turned away.',
      access: internal,
      input: z.object({ operation: text(200) }),
      output: z.object({}),
      run: async (ctx, { operation }) => {
        await insertEntries(ctx.sql, [denialOf(operation, ctx)])
        return {}
      },
    }),
  }
}
