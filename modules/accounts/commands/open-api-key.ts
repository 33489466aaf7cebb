import { command, internal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { useApiKey } from '../data/api-keys.ts'
import { permissionsOfAccount } from '../data/roles.ts'
import { UserId } from '../domain/ids.ts'
import { Permission, within } from '../domain/permissions.ts'

export const openApiKey = command({
  name: 'accounts.open-api-key',
  summary: 'Whose a key is and what it may do, never more than its owner at this moment; writes down that it was used.',
  access: internal,
  input: z.object({ keyId: z.uuid(), secretHash: z.string() }),
  output: z
    .object({ userId: UserId, permissions: z.array(Permission), perMinute: z.int(), expiresAt: z.iso.datetime() })
    .meta({ id: 'ApiKeyOpened' }),
  refuses: { unknown_key: 401 },
  run: async (ctx, { keyId, secretHash }) => {
    const used = await useApiKey(ctx.sql, { id: keyId, secretHash: Buffer.from(secretHash, 'base64'), at: ctx.now() })
    if (!used) return refuse('unknown_key')
    const { userId, permissions, perMinute, expiresAt } = used
    const allowed = within(permissions, await permissionsOfAccount(ctx.sql, userId))
    return { userId, permissions: [...allowed], perMinute, expiresAt: expiresAt.toISOString() }
  },
})
