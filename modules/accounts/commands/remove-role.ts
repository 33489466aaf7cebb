import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { deleteUnusedRole } from '../data/roles.ts'
import { lockRoles } from '../data/staff-locks.ts'
import { permissionsOf, RoleCode } from '../domain/permissions.ts'
import { aboveOwn, isAboveCaller, unknownRole } from '../staff-rules.ts'

export const removeRole = command({
  name: 'accounts.remove-role',
  summary: 'Removes a role that nobody has.',
  rest: 'DELETE /admin/roles/{role}',
  access: can('staff:write'),
  input: z.object({ role: RoleCode }),
  output: z.object({}),
  refuses: { unknown_role: 404, above_own: 403, role_in_use: 409 },
  run: async (ctx, { role: code }) => {
    const role = (await lockRoles(ctx.sql)).find((one) => one.code === code)
    if (!role) return unknownRole(code)
    if (isAboveCaller(ctx, permissionsOf(role))) return aboveOwn()
    if (!(await deleteUnusedRole(ctx.sql, code)))
      return refuse('role_in_use', { detail: 'Somebody has this role. Take it away from all who have it first.' })
    return {}
  },
})
