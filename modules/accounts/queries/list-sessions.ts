import { isRefused, query, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount, callersSessionId } from '../callers-account.ts'
import { openSessions } from '../data/sessions.ts'
import { deviceOf } from '../domain/device.ts'
import { SessionId } from '../domain/ids.ts'
import { SessionProof } from '../domain/session.ts'

const OpenSession = z
  .object({
    id: SessionId,
    device: z.string().describe('Browser and system, as far as they are known'),
    proof: SessionProof,
    startedAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    isThis: z.boolean().describe('Whether it is the one that asks'),
  })
  .meta({ id: 'OpenSession' })

export const listSessions = query({
  name: 'accounts.list-sessions',
  summary: 'Where the caller is logged in, the session used last first.',
  rest: 'GET /sessions',
  access: signedIn,
  input: z.object({}),
  output: z.object({ items: z.array(OpenSession) }).meta({ id: 'OpenSessions' }),
  refuses: { no_account: 403 },
  run: async (ctx) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const sessions = await openSessions(ctx.sql, userId, ctx.now())
    const own = callersSessionId(ctx)
    return {
      items: sessions.map(({ id, agent, proof, createdAt, renewedAt }) => ({
        id,
        device: deviceOf(agent),
        proof,
        startedAt: createdAt.toISOString(),
        lastUsedAt: renewedAt.toISOString(),
        isThis: id === own,
      })),
    }
  },
})
