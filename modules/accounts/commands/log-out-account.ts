import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { lockStanding } from '../data/staff-locks.ts'
import { UserId } from '../domain/ids.ts'
import { endAllAccess } from '../end-access.ts'
import { aboveOwn, isAboveCaller, unknownAccount } from '../staff-rules.ts'

export const logOutAccount = command({
  name: 'accounts.log-out-account',
  summary: 'Logs an account out everywhere: for who has lost a device, or is believed to be somebody else.',
  rest: 'POST /admin/accounts/{accountId}/log-out',
  access: can('accounts:write'),
  input: z.object({ accountId: UserId }),
  output: z.object({}),
  refuses: { unknown_account: 404, above_own: 403 },
  run: async (ctx, { accountId }) => {
    const standing = await lockStanding(ctx.sql, accountId)
    if (!standing) return unknownAccount()
    if (isAboveCaller(ctx, standing.permissions)) return aboveOwn()
    await endAllAccess(ctx, accountId)
    return {}
  },
})
