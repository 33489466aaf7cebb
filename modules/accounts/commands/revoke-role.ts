import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { deleteGrant } from '../data/roles.ts'
import { lockRoles, lockStanding } from '../data/staff-locks.ts'
import { UserId } from '../domain/ids.ts'
import { permissionsOf, RoleCode } from '../domain/permissions.ts'
import {
  aboveOwn,
  isAboveCaller,
  isLastAdministrator,
  lastAdministrator,
  renewAccess,
  unknownAccount,
  unknownRole,
} from '../staff-rules.ts'

export const revokeRole = command({
  name: 'accounts.revoke-role',
  summary: 'Takes a role away from an account. The last one who may do everything keeps that.',
  rest: 'DELETE /admin/accounts/{accountId}/roles/{role}',
  access: can('staff:write'),
  input: z.object({ accountId: UserId, role: RoleCode }),
  output: z.object({}),
  refuses: { unknown_account: 404, unknown_role: 404, above_own: 403, last_administrator: 409 },
  run: async (ctx, { accountId, role: code }) => {
    const role = (await lockRoles(ctx.sql)).find((one) => one.code === code)
    if (!role) return unknownRole(code)
    if (isAboveCaller(ctx, permissionsOf(role))) return aboveOwn()
    const standing = await lockStanding(ctx.sql, accountId)
    if (!standing) return unknownAccount()
    const has = standing.roles.includes(code)
    if (has && role.isEverything && (await isLastAdministrator(ctx, accountId, standing))) return lastAdministrator()
    if (await deleteGrant(ctx.sql, { userId: accountId, role: code })) await renewAccess(ctx, accountId)
    return {}
  },
})
