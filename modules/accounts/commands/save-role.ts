import { can, command, knownPermissions, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { holdersOf, putRole } from '../data/roles.ts'
import { lockRoles } from '../data/staff-locks.ts'
import { Permission, permissionsOf, Role, RoleCode } from '../domain/permissions.ts'
import { aboveOwn, isAboveCaller, renewAccess } from '../staff-rules.ts'

export const saveRole = command({
  name: 'accounts.save-role',
  summary: 'Makes a role or changes what it may do; who has it may do that within seconds.',
  rest: 'PUT /admin/roles/{code}',
  access: can('staff:write'),
  input: z.object({ code: RoleCode, name: text(100), permissions: z.array(Permission).max(200) }),
  output: Role,
  refuses: { unknown_permission: 422, above_own: 403, role_is_fixed: 409 },
  run: async (ctx, { code, name, permissions }) => {
    const known = ctx.seam(knownPermissions)
    const errors = permissions.flatMap((permission, index) =>
      known.has(permission)
        ? []
        : [{ field: `permissions.${index}`, code: 'unknown_permission', detail: `Nothing asks for '${permission}'.` }],
    )
    if (errors.length > 0) return refuse('unknown_permission', { errors })
    const wanted = [...new Set(permissions)].toSorted()
    const before = (await lockRoles(ctx.sql)).find((role) => role.code === code)
    if (isAboveCaller(ctx, wanted) || (before && isAboveCaller(ctx, permissionsOf(before)))) return aboveOwn()
    if (!(await putRole(ctx.sql, { code, name, permissions: wanted })))
      return refuse('role_is_fixed', { detail: 'Who has this role may do everything. It stays as it is.' })
    if (before && before.permissions.join() !== wanted.join()) {
      await renewAccess(ctx, ...(await holdersOf(ctx.sql, code)))
    }
    return { code, name, permissions: wanted, isEverything: false }
  },
})
