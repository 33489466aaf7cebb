import { internal, query } from '@merx/kernel'
import { z } from 'zod'
import { publicKeys } from '../data/signing-keys.ts'
import { voidedSince } from '../data/voided.ts'
import { SessionId, UserId } from '../domain/ids.ts'
import { shownSince } from '../domain/key-times.ts'
import { voidSince } from '../domain/void-times.ts'

const TokenState = z
  .object({
    keys: z.array(z.object({ kid: z.string(), publicKey: z.string() }).meta({ id: 'TokenKey' })),
    voided: z.array(
      z
        .object({ userId: UserId, sessionId: SessionId.nullable(), notBefore: z.iso.datetime() })
        .meta({ id: 'VoidedTokens' }),
    ),
  })
  .meta({ id: 'TokenState' })

export const tokenState = query({
  name: 'accounts.token-state',
  summary: 'What a process needs to verify access tokens by itself: the public keys, and what is void before its time.',
  access: internal,
  input: z.object({}),
  output: TokenState,
  run: async (ctx) => {
    const now = ctx.now()
    const [keys, voided] = await Promise.all([
      publicKeys(ctx.sql, shownSince(now)),
      voidedSince(ctx.sql, voidSince(now)),
    ])
    return {
      keys: [...keys],
      voided: voided.map(({ notBefore, ...of }) => ({ ...of, notBefore: notBefore.toISOString() })),
    }
  },
})
