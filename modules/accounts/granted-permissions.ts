import type { WorkContext } from '@merx/kernel'
import { permissionsOfAccount } from './data/roles.ts'
import { isWellProven } from './data/second-factors.ts'
import type { SessionId, UserId } from './domain/ids.ts'
import { isStaff, type Permissions } from './domain/permissions.ts'
import { accountsSettings } from './settings.ts'

/** What staff may do in a session; nothing for whom roles allow nothing, and for who should have shown more than a password and has not. */
export async function grantedPermissions(
  ctx: WorkContext,
  of: { readonly userId: UserId; readonly sessionId: SessionId },
): Promise<Permissions | undefined> {
  const permissions = await permissionsOfAccount(ctx.sql, of.userId)
  if (!isStaff(permissions)) return undefined
  const isOptional = ctx.seam(accountsSettings).MERX_STAFF_SECOND_FACTOR === 'optional'
  return isOptional || (await isWellProven(ctx.sql, of)) ? permissions : undefined
}
