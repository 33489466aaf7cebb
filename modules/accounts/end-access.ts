import type { WorkContext } from '@merx/kernel'
import { endSessions } from './data/sessions.ts'
import { forgetTrustedDevices } from './data/trusted-devices.ts'
import { voidTokens } from './data/voided.ts'
import type { SessionId, UserId } from './domain/ids.ts'
import { accessChanged } from './events.ts'

/** Ends one session of a person and voids what access tokens it has. A session that is over already is no fault. */
export async function endSession(ctx: WorkContext, userId: UserId, sessionId: SessionId): Promise<boolean> {
  const at = ctx.now()
  const ended = await endSessions(ctx.sql, { userId, only: sessionId }, at)
  for (const id of ended) ctx.publish(accessChanged, { userId, sessionId: id, notBefore: at.toISOString() })
  return ended.length > 0
}

/**
 * Ends all sessions of a person but the given one, trusts no browser any more, and voids all access tokens that were issued before. To be called when the account's row is
 * locked: a token that was issued meanwhile is older than the time that is taken here.
 */
export async function endAllAccess(ctx: WorkContext, userId: UserId, but?: SessionId): Promise<void> {
  const at = ctx.now()
  await endSessions(ctx.sql, { userId, but }, at)
  await voidTokens(ctx.sql, userId, at)
  await forgetTrustedDevices(ctx.sql, userId)
  ctx.publish(accessChanged, { userId, notBefore: at.toISOString() })
}
