import { AuditEntry, AuditFilter, auditLogs, can, query } from '@merx/kernel'
import { z } from 'zod'
import { auditPage } from '../domain/audit-page.ts'

/** A thousand at once and the next page by the last id, so that whoever fetches all of it may stop and go on. */
export const exportAudit = query({
  name: 'accounts.export-audit',
  summary: 'Gives out the audit log from its beginning, in large pages, with the seals of the chain.',
  rest: 'GET /admin/audit/export',
  access: can('audit:read'),
  input: AuditFilter.pick({ since: true, until: true }).extend({
    limit: z.int().min(1).max(1_000).default(1_000),
    after: z.uuid().optional().describe('The `next` of the page before'),
  }),
  output: z.object({ items: z.array(AuditEntry), next: z.uuid().nullable() }).meta({ id: 'AuditExport' }),
  run: async (ctx, { limit, ...filter }) => {
    const order = 'oldest'
    const asked = { ...filter, order, limit: limit + 1 } as const
    const pages = await Promise.all(ctx.seam(auditLogs).map(({ list }) => ctx.call(list, asked)))
    return auditPage(
      pages.flatMap(({ items }) => items),
      { order, limit },
    )
  },
})
