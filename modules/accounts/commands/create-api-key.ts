import { can, command, isRefused, newToken, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { insertApiKey } from '../data/api-keys.ts'
import { Permission } from '../domain/permissions.ts'
import { aboveOwn, isAboveCaller } from '../staff-rules.ts'
import { writeApiKey } from '../tokens/api-key.ts'
import { secretHash } from '../tokens/refresh-token.ts'

const longest = 366 * 24 * 60 * 60 * 1_000

export const createApiKey = command({
  name: 'accounts.create-api-key',
  summary: 'Makes a key for a program, with some of the permissions that one has oneself. It is shown once.',
  rest: 'POST /admin/api-keys',
  access: can('api-keys:write'),
  input: z.object({
    name: text(100),
    permissions: z.array(Permission).min(1).max(100),
    expiresAt: z.iso.datetime().describe('At most a year from now'),
    perMinute: z.int().min(1).max(100_000).default(600).describe('Requests a minute'),
  }),
  output: z.object({ id: z.uuid(), key: z.string() }).meta({ id: 'ApiKeyCreated' }),
  refuses: { no_account: 403, above_own: 403, invalid_expiry: 422 },
  run: async (ctx, { name, permissions, expiresAt: until, perMinute }) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    if (isAboveCaller(ctx, permissions)) return aboveOwn()
    const at = ctx.now()
    const expiresAt = new Date(until)
    if (expiresAt <= at || expiresAt.getTime() > at.getTime() + longest) return invalidExpiry()
    const id = ctx.newId()
    const secret = newToken()
    const distinct = [...new Set(permissions)].toSorted()
    await insertApiKey(ctx.sql, {
      id,
      userId,
      name,
      secretHash: secretHash(secret),
      permissions: distinct,
      perMinute,
      at,
      expiresAt,
    })
    return { id, key: writeApiKey({ id, secret }) }
  },
})

function invalidExpiry() {
  const detail = 'A key expires in the future, and within a year.'
  return refuse('invalid_expiry', { detail, errors: [{ field: 'expiresAt', code: 'invalid_expiry', detail }] })
}
