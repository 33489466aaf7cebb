import { can, knownPermissions, query } from '@merx/kernel'
import { z } from 'zod'
import { allRoles } from '../data/roles.ts'
import { Permission, Role } from '../domain/permissions.ts'

export const listRoles = query({
  name: 'accounts.list-roles',
  summary: 'Lists the roles, and the permissions that operations ask for.',
  rest: 'GET /admin/roles',
  access: can('staff:read'),
  input: z.object({}),
  output: z.object({ items: z.array(Role), permissions: z.array(Permission) }).meta({ id: 'RoleList' }),
  run: async (ctx) => ({
    items: [...(await allRoles(ctx.sql))],
    permissions: [...ctx.seam(knownPermissions)].toSorted(),
  }),
})
