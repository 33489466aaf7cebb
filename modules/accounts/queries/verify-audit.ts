import { AuditChain, auditLogs, can, query } from '@merx/kernel'
import { z } from 'zod'

export const verifyAudit = query({
  name: 'accounts.verify-audit',
  summary: 'Goes through the chains of the audit log and tells the first link of each that is broken.',
  rest: 'GET /admin/audit/chains',
  access: can('audit:read'),
  input: z.object({}),
  output: z.object({ chains: z.array(AuditChain) }).meta({ id: 'AuditChains' }),
  run: async (ctx) => ({
    chains: await Promise.all(ctx.seam(auditLogs).map(({ verify }) => ctx.call(verify, {}))),
  }),
})
