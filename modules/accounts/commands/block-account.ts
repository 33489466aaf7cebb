import { can, command, personOf, refuse } from '@merx/kernel'
import { z } from 'zod'
import { setStatus } from '../data/directory.ts'
import { lockRoles, lockStanding } from '../data/staff-locks.ts'
import { UserId } from '../domain/ids.ts'
import { endAllAccess } from '../end-access.ts'
import { aboveOwn, isAboveCaller, isLastAdministrator, lastAdministrator, unknownAccount } from '../staff-rules.ts'

export const blockAccount = command({
  name: 'accounts.block-account',
  summary: 'Shuts an account out: its sessions end, and its access tokens stop within seconds in every process.',
  rest: 'POST /admin/accounts/{accountId}/block',
  access: can('accounts:write'),
  input: z.object({ accountId: UserId }),
  output: z.object({}),
  refuses: { unknown_account: 404, above_own: 403, own_account: 409, last_administrator: 409 },
  run: async (ctx, { accountId }) => {
    if (personOf(ctx.caller) === accountId) return refuse('own_account', { detail: 'Nobody shuts himself out.' })
    await lockRoles(ctx.sql)
    const standing = await lockStanding(ctx.sql, accountId)
    if (!standing) return unknownAccount()
    if (isAboveCaller(ctx, standing.permissions)) return aboveOwn()
    if (await isLastAdministrator(ctx, accountId, standing)) return lastAdministrator()
    if (await setStatus(ctx.sql, accountId, 'blocked')) await endAllAccess(ctx, accountId)
    return {}
  },
})
