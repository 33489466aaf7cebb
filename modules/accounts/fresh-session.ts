import { isRefused, type Refusal, refuse, type WorkContext } from '@merx/kernel'
import { callersAccount, callersSessionId } from './callers-account.ts'
import { isSessionSince } from './data/sessions.ts'
import type { UserId } from './domain/ids.ts'
import { freshness } from './domain/second-factor.ts'

/**
 * The caller's account, if it has logged in a short while ago: what logs a person in is changed by nobody who finds a browser open or holds a
 * stolen cookie.
 */
export async function freshAccount(ctx: WorkContext): Promise<UserId | Refusal<'no_account' | 'log_in_again'>> {
  const userId = callersAccount(ctx)
  if (isRefused(userId)) return userId
  const sessionId = callersSessionId(ctx)
  const since = new Date(ctx.now().getTime() - freshness)
  if (sessionId && (await isSessionSince(ctx.sql, sessionId, since))) return userId
  return refuse('log_in_again', { detail: 'Log in again to change how you log in: the last time is too long ago.' })
}
