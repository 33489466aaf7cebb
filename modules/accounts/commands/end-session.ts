import { command, isRefused, refuse, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount, callersSessionId } from '../callers-account.ts'
import { SessionId } from '../domain/ids.ts'
import { endSession as end } from '../end-access.ts'

export const endSession = command({
  name: 'accounts.end-session',
  summary: 'Ends a session of the caller, on whichever device.',
  rest: 'DELETE /sessions/{sessionId}',
  access: signedIn,
  audited: true,
  input: z.object({ sessionId: SessionId }),
  output: z.object({}),
  refuses: { no_account: 403, unknown_session: 404 },
  run: async (ctx, { sessionId }) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    if (!(await end(ctx, userId, sessionId)))
      return refuse('unknown_session', { detail: 'There is no such session of yours, or it is over already.' })
    if (sessionId === callersSessionId(ctx)) {
      ctx.withdraw('access')
      ctx.withdraw('refresh')
    }
    return {}
  },
})
