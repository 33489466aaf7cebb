import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { setStatus } from '../data/directory.ts'
import { lockStanding } from '../data/staff-locks.ts'
import { UserId } from '../domain/ids.ts'
import { aboveOwn, isAboveCaller, unknownAccount } from '../staff-rules.ts'

export const unblockAccount = command({
  name: 'accounts.unblock-account',
  summary: 'Lets an account log in again that was blocked.',
  rest: 'POST /admin/accounts/{accountId}/unblock',
  access: can('accounts:write'),
  input: z.object({ accountId: UserId }),
  output: z.object({}),
  refuses: { unknown_account: 404, above_own: 403 },
  run: async (ctx, { accountId }) => {
    const standing = await lockStanding(ctx.sql, accountId)
    if (!standing) return unknownAccount()
    if (isAboveCaller(ctx, standing.permissions)) return aboveOwn()
    await setStatus(ctx.sql, accountId, 'active')
    return {}
  },
})
