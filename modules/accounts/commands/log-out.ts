import { command, personOf, type WorkContext, whoever } from '@merx/kernel'
import { z } from 'zod'
import { sessionOfFamily } from '../data/sessions.ts'
import { SessionId, UserId } from '../domain/ids.ts'
import { endSession } from '../end-access.ts'
import { readRefreshToken, secretHash } from '../tokens/refresh-token.ts'

export const logOut = command({
  name: 'accounts.log-out',
  summary: 'Ends the session of the caller, here alone. Who is logged out already is no fault.',
  rest: 'DELETE /session',
  access: whoever,
  input: z.object({}),
  output: z.object({}),
  run: async (ctx) => {
    const session = await callersSession(ctx)
    if (session) await endSession(ctx, session.userId, session.sessionId)
    ctx.withdraw('access')
    ctx.withdraw('refresh')
    return {}
  },
})

/** By the access token, or where its time is over by the refresh token, whose family is enough to end it. */
async function callersSession(ctx: WorkContext) {
  const { caller } = ctx
  const person = personOf(caller)
  if (person !== undefined && 'session' in caller && caller.session !== undefined)
    return { userId: UserId.parse(person), sessionId: SessionId.parse(caller.session) }
  const token = readRefreshToken(ctx.credential('refresh'))
  return token && sessionOfFamily(ctx.sql, secretHash(token.family))
}
