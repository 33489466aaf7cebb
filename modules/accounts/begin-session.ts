import type { WorkContext } from '@merx/kernel'
import { insertSession } from './data/sessions.ts'
import { SessionId, type UserId } from './domain/ids.ts'
import { type SessionProof, sessionExpiry } from './domain/session.ts'
import type { SignedIn } from './domain/signed-in.ts'
import { grantedPermissions } from './granted-permissions.ts'
import { accessLife, signAccessToken } from './tokens/access-token.ts'
import { newRefreshToken, secretHash, writeRefreshToken } from './tokens/refresh-token.ts'
import { signingKey } from './tokens/signing-key.ts'

/** What `Merx-Refresh: new` shows: a caller without cookies who wants the tokens in the answer. */
const noTokenYet = 'new'

/**
 * Begins a session for who has shown, by whatever proof, who he is, and hands out its tokens. `undefined` where the account may not log in.
 * `readyToSign` comes before the unit of work.
 */
export async function beginSession(
  ctx: WorkContext,
  { userId, proof }: { readonly userId: UserId; readonly proof: SessionProof },
): Promise<SignedIn | undefined> {
  const sessionId = SessionId.parse(ctx.newId())
  const token = newRefreshToken()
  const at = ctx.now()
  const hashes = { familyHash: secretHash(token.family), secretHash: secretHash(token.secret) }
  const session = { id: sessionId, userId, ...hashes, proof, agent: ctx.agent, at, expiresAt: sessionExpiry(at) }
  if (!(await insertSession(ctx.sql, session))) return undefined
  const refresh = writeRefreshToken(token)
  return handOutTokens(ctx, { userId, sessionId, refresh, inAnswer: ctx.credential('refresh') === noTokenYet })
}

export type TokensToHandOut = {
  readonly userId: UserId
  readonly sessionId: SessionId
  readonly refresh: string
  /** Whether the caller is told them, in place of the transport handing them on. */
  readonly inAnswer: boolean
}

/** Signs an access token and hands it to the caller with the refresh token. */
export async function handOutTokens(
  ctx: WorkContext,
  { userId, sessionId, refresh, inAnswer }: TokensToHandOut,
): Promise<SignedIn> {
  const permissions = await grantedPermissions(ctx, { userId, sessionId })
  const subject = { userId, sessionId, ...(permissions && { permissions }) }
  const access = await signAccessToken(await signingKey(ctx), subject, ctx.now())
  ctx.issue('access', access)
  ctx.issue('refresh', refresh)
  const answer = { status: 'signed_in', userId, expiresIn: accessLife } as const
  return inAnswer ? { ...answer, tokens: { access, refresh } } : answer
}
