import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'
import { type Permissions, permissionsOf, type Role, together } from '../domain/permissions.ts'

/**
 * Locks all roles in their order and tells them: who may do what is decided by one at a time, or two administrators take each other's role
 * away at once and none is left.
 */
export function lockRoles(sql: Sql): Promise<readonly Role[]> {
  return sql<Role[]>`
    select code, name, permissions, is_everything as "isEverything" from accounts.role order by code for update`
}

export type Standing = {
  readonly status: 'active' | 'blocked'
  readonly roles: readonly string[]
  readonly permissions: Permissions
}

/** Locks an account, so that no session of it begins meanwhile, and tells what it may do. None for who is gone. */
export async function lockStanding(sql: Sql, userId: UserId): Promise<Standing | undefined> {
  const [account] = await sql<{ readonly status: Standing['status'] }[]>`
    select status from accounts.account where id = ${userId} and status <> 'erased' for no key update`
  if (!account) return undefined
  const roles = await sql<Pick<Role, 'code' | 'permissions' | 'isEverything'>[]>`
    select role.code, role.permissions, role.is_everything as "isEverything"
    from accounts.account_role granted join accounts.role on role.code = granted.role
    where granted.account_id = ${userId} order by role.code`
  return {
    status: account.status,
    roles: roles.map(({ code }) => code),
    permissions: together(roles.map(permissionsOf)),
  }
}
