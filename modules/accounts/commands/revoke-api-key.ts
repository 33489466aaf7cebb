import { can, command, isRefused, refuse } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { revokeApiKey as revoke } from '../data/api-keys.ts'
import { SessionId } from '../domain/ids.ts'
import { accessChanged } from '../events.ts'

export const revokeApiKey = command({
  name: 'accounts.revoke-api-key',
  summary: 'Makes a key of one’s own void; it stops within seconds in every process.',
  rest: 'DELETE /admin/api-keys/{keyId}',
  access: can('api-keys:write'),
  input: z.object({ keyId: z.uuid() }),
  output: z.object({}),
  refuses: { no_account: 403, unknown_key: 404 },
  run: async (ctx, { keyId }) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const at = ctx.now()
    const outcome = await revoke(ctx.sql, { id: keyId, userId, at })
    if (outcome === 'unknown') return refuse('unknown_key', { detail: 'You have no such key.' })
    // processes know a key as they know a session
    const sessionId = SessionId.parse(keyId)
    if (outcome === 'revoked') ctx.publish(accessChanged, { userId, sessionId, notBefore: at.toISOString() })
    return {}
  },
})
