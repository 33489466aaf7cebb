import { randomBytes } from 'node:crypto'
import { command, type Refusal, refuse, type WorkContext, whoever } from '@merx/kernel'
import { z } from 'zod'
import { handOutTokens } from '../begin-session.ts'
import { findSession, renewSession } from '../data/sessions.ts'
import { grace, sessionBegunAfter, sessionExpiry } from '../domain/session.ts'
import { SignedIn } from '../domain/signed-in.ts'
import { endSession } from '../end-access.ts'
import {
  nextSecret,
  type RefreshToken,
  readRefreshToken,
  secretHash,
  writeRefreshToken,
} from '../tokens/refresh-token.ts'
import { readyToSign } from '../tokens/signing-key.ts'

export const refresh = command({
  name: 'accounts.refresh',
  summary:
    'Renews the access token. The refresh token is good once: who shows one that was spent ends the session, as it may be stolen.',
  rest: 'POST /session/refresh',
  access: whoever,
  input: z.object({ refreshToken: z.string().max(255).optional().describe('For callers without cookies') }),
  output: SignedIn,
  refuses: { session_ended: { status: 401, keeps: true } },
  read: readyToSign,
  run: async (ctx, { refreshToken }) => {
    const token = readRefreshToken(refreshToken ?? ctx.credential('refresh'))
    if (!token) return ended(ctx)
    const renewed = (await renew(ctx, token)) ?? (await renewAgain(ctx, token))
    if (!renewed) return ended(ctx)
    const { sessionId, userId, secret } = renewed
    const next = writeRefreshToken({ family: token.family, secret })
    return handOutTokens(ctx, { userId, sessionId, refresh: next, inAnswer: refreshToken !== undefined })
  },
})

async function renew(ctx: WorkContext, { family, secret }: RefreshToken) {
  const at = ctx.now()
  const salt = randomBytes(32)
  const next = nextSecret(secret, salt)
  const renewed = await renewSession(ctx.sql, {
    familyHash: secretHash(family),
    secretHash: secretHash(secret),
    salt,
    nextHash: secretHash(next),
    at,
    expiresAt: sessionExpiry(at),
    begunAfter: sessionBegunAfter(at),
  })
  return renewed && { ...renewed, secret: next }
}

/** Two requests of one client may meet with the same token: for a few seconds both get the same. After that a spent token is a stolen one. */
async function renewAgain(ctx: WorkContext, { family, secret }: RefreshToken) {
  const at = ctx.now()
  const found = await findSession(ctx.sql, secretHash(family), at)
  if (!found) return undefined
  const { spentHash, salt, renewedAt, sessionId, userId } = found
  const wasSpentLast = spentHash !== null && secretHash(secret).equals(spentHash)
  if (salt && wasSpentLast && at.getTime() - renewedAt.getTime() <= grace) {
    return { sessionId, userId, secret: nextSecret(secret, salt) }
  }
  ctx.log.warn({ sessionId }, 'a refresh token was shown that was spent: its session is ended')
  await endSession(ctx, userId, sessionId)
  return undefined
}

function ended(ctx: WorkContext): Refusal<'session_ended'> {
  ctx.withdraw('access')
  ctx.withdraw('refresh')
  return refuse('session_ended', { detail: 'This session is over. Log in again.' })
}
