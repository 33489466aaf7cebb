import { can, isRefused, query } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { apiKeysOf } from '../data/api-keys.ts'
import { Permission } from '../domain/permissions.ts'

const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    permissions: z.array(Permission),
    perMinute: z.int(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable().describe('To the minute'),
  })
  .meta({ id: 'ApiKey' })

export const listApiKeys = query({
  name: 'accounts.list-api-keys',
  summary: 'Lists one’s own keys, the newest first.',
  rest: 'GET /admin/api-keys',
  access: can('api-keys:write'),
  input: z.object({}),
  output: z.object({ items: z.array(ApiKey) }).meta({ id: 'ApiKeyList' }),
  refuses: { no_account: 403 },
  run: async (ctx) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const rows = await apiKeysOf(ctx.sql, userId)
    return {
      items: rows.map(({ permissions, createdAt, expiresAt, revokedAt, lastUsedAt, ...key }) => ({
        ...key,
        permissions: [...permissions],
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        revokedAt: revokedAt?.toISOString() ?? null,
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
    }
  },
})
