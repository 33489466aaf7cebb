import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { lockAccount } from '../data/locks.ts'
import { endAllAccess } from '../end-access.ts'

export const logOutEverywhere = command({
  name: 'accounts.log-out-everywhere',
  summary: 'Ends all sessions of the caller, this one too.',
  rest: 'DELETE /sessions',
  access: signedIn,
  audited: true,
  input: z.object({}),
  output: z.object({}),
  refuses: { no_account: 403 },
  run: async (ctx) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    await lockAccount(ctx.sql, userId)
    await endAllAccess(ctx, userId)
    ctx.withdraw('access')
    ctx.withdraw('refresh')
    return {}
  },
})
