import { can, query, text } from '@merx/kernel'
import { z } from 'zod'
import { type AccountRow, listAccountRows } from '../data/directory.ts'
import { UserId } from '../domain/ids.ts'
import { RoleCode } from '../domain/permissions.ts'

export const ListedAccount = z
  .object({
    id: UserId,
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    name: z.string(),
    status: z.enum(['active', 'blocked', 'erased']),
    roles: z.array(RoleCode),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ListedAccount' })

export const listAccounts = query({
  name: 'accounts.list-accounts',
  summary: 'Lists accounts, the newest first; finds them by a part of the e-mail address or the name.',
  rest: 'GET /admin/accounts',
  access: can('accounts:read'),
  input: z.object({
    search: text(100).optional(),
    status: z.enum(['active', 'blocked', 'erased']).optional(),
    role: RoleCode.optional(),
    limit: z.int().min(1).max(100).default(50),
    after: UserId.optional().describe('The `next` of the page before'),
  }),
  output: z.object({ items: z.array(ListedAccount), next: UserId.nullable() }).meta({ id: 'AccountList' }),
  run: async (ctx, { search, status, role, limit, after }) => {
    const rows = await listAccountRows(ctx.sql, { search, status, role, after, limit: limit + 1 })
    const items = rows.slice(0, limit).map(listedAccount)
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})

export function listedAccount({ roles, createdAt, ...account }: AccountRow): z.output<typeof ListedAccount> {
  return { ...account, roles: [...roles], createdAt: createdAt.toISOString() }
}
