import { type Caller, refuse, type WorkContext } from '@merx/kernel'
import { hasOtherAdministrator, voidAllTokens } from './data/roles.ts'
import type { Standing } from './data/staff-locks.ts'
import type { UserId } from './domain/ids.ts'
import { covers, type Permissions } from './domain/permissions.ts'
import { accessChanged } from './events.ts'

/** Nobody gives, takes away or shuts out more than he may do himself. */
function permissionsOfCaller(caller: Caller): Permissions {
  if (caller.kind === 'system') return 'all'
  return caller.kind === 'staff' ? caller.permissions : []
}

export function isAboveCaller(ctx: Pick<WorkContext, 'caller'>, permissions: Permissions): boolean {
  return !covers(permissionsOfCaller(ctx.caller), permissions)
}

/** Whether the shop would have nobody left who may do everything. Asked under the lock of the roles. */
export async function isLastAdministrator(
  ctx: WorkContext,
  userId: UserId,
  { permissions, status }: Standing,
): Promise<boolean> {
  return permissions === 'all' && status === 'active' && !(await hasOtherAdministrator(ctx.sql, userId))
}

/** Who it was, for what is kept of it. */
export function actorOf(caller: Caller): string | null {
  return 'id' in caller ? caller.id : null
}

/** Lets the access tokens of accounts be asked for anew, because what stands in them is no longer so. */
export async function renewAccess(ctx: WorkContext, ...userIds: readonly UserId[]): Promise<void> {
  const at = ctx.now()
  await voidAllTokens(ctx.sql, userIds, at)
  for (const userId of userIds) ctx.publish(accessChanged, { userId, notBefore: at.toISOString() })
}

export function aboveOwn() {
  return refuse('above_own', {
    detail: 'This takes permissions that you do not have yourself. Ask somebody who has them.',
  })
}

export function lastAdministrator() {
  return refuse('last_administrator', {
    detail: 'Nobody else may do everything in this shop. Make another administrator first.',
  })
}

export function unknownAccount() {
  return refuse('unknown_account', { detail: 'There is no such account, or its person is gone.' })
}

export function unknownRole(code: string) {
  return refuse('unknown_role', {
    detail: `There is no role '${code}'.`,
    errors: [{ field: 'role', code: 'unknown_role', detail: 'Is none of the roles.' }],
  })
}
