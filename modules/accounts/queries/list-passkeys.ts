import { isRefused, query, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { passkeysOf } from '../data/passkeys.ts'
import { CredentialId } from '../domain/passkey.ts'

const Passkey = z
  .object({
    id: CredentialId,
    name: z.string(),
    isSynced: z.boolean().describe('Whether the authenticator keeps it in more than one device'),
    createdAt: z.iso.datetime(),
    usedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Passkey' })

export const listPasskeys = query({
  name: 'accounts.list-passkeys',
  summary: 'The passkeys that log the caller in.',
  rest: 'GET /account/passkeys',
  access: signedIn,
  input: z.object({}),
  output: z.object({ items: z.array(Passkey) }).meta({ id: 'Passkeys' }),
  refuses: { no_account: 403 },
  async run(ctx) {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const passkeys = await passkeysOf(ctx.sql, userId)
    return {
      items: passkeys.map(({ credentialId, name, isSynced, createdAt, usedAt }) => ({
        id: credentialId,
        name,
        isSynced,
        createdAt: createdAt.toISOString(),
        usedAt: usedAt?.toISOString() ?? null,
      })),
    }
  },
})
