import { AuditEntry, AuditFilter, auditLogs, can, query } from '@merx/kernel'
import { z } from 'zod'
import { auditPage } from '../domain/audit-page.ts'

export const listAudit = query({
  name: 'accounts.list-audit',
  summary: 'Lists who changed what, the newest first.',
  rest: 'GET /admin/audit',
  access: can('audit:read'),
  input: AuditFilter.extend({
    limit: z.int().min(1).max(100).default(50),
    after: z.uuid().optional().describe('The `next` of the page before'),
  }),
  output: z.object({ items: z.array(AuditEntry), next: z.uuid().nullable() }).meta({ id: 'AuditPage' }),
  run: async (ctx, { limit, ...filter }) => {
    const order = 'newest'
    const asked = { ...filter, order, limit: limit + 1 } as const
    const pages = await Promise.all(ctx.seam(auditLogs).map(({ list }) => ctx.call(list, asked)))
    return auditPage(
      pages.flatMap(({ items }) => items),
      { order, limit },
    )
  },
})
