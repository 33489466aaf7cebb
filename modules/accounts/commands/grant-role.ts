import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { insertGrant } from '../data/roles.ts'
import { lockRoles, lockStanding } from '../data/staff-locks.ts'
import { UserId } from '../domain/ids.ts'
import { permissionsOf, RoleCode } from '../domain/permissions.ts'
import { aboveOwn, actorOf, isAboveCaller, renewAccess, unknownAccount, unknownRole } from '../staff-rules.ts'

export const grantRole = command({
  name: 'accounts.grant-role',
  summary: 'Gives an account a role. Nobody gives a role that may do more than he may himself.',
  rest: 'PUT /admin/accounts/{accountId}/roles/{role}',
  access: can('staff:write'),
  input: z.object({ accountId: UserId, role: RoleCode }),
  output: z.object({}),
  refuses: { unknown_account: 404, unknown_role: 404, above_own: 403 },
  run: async (ctx, { accountId, role: code }) => {
    const role = (await lockRoles(ctx.sql)).find((one) => one.code === code)
    if (!role) return unknownRole(code)
    if (isAboveCaller(ctx, permissionsOf(role))) return aboveOwn()
    if (!(await lockStanding(ctx.sql, accountId))) return unknownAccount()
    const grant = { userId: accountId, role: code, by: actorOf(ctx.caller), at: ctx.now() }
    if (await insertGrant(ctx.sql, grant)) await renewAccess(ctx, accountId)
    return {}
  },
})
