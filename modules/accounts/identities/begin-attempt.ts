import { type FreeContext, newToken, type Refusal, refuse, type WorkContext } from '@merx/kernel'
import { insertIssuerAttempt } from '../data/issuer-attempts.ts'
import type { UserId } from '../domain/ids.ts'
import { type IssuerAttempt, IssuerUnavailable } from '../domain/issuer.ts'
import { publicUrl } from '../settings.ts'
import { secretHash } from '../tokens/refresh-token.ts'
import { findIssuer } from './issuers.ts'

/** Milliseconds that somebody may take at the issuer. */
const patience = 10 * 60_000

export type Begun = { readonly attempt: IssuerAttempt; readonly url: string }

/** Asks the issuer where to send the browser; outside of any unit of work. */
export async function askIssuer(ctx: FreeContext, code: string): Promise<Begun | undefined> {
  const issuer = findIssuer(ctx, code)
  if (!issuer) return undefined
  const attempt: IssuerAttempt = {
    redirectUri: callbackAddress(ctx),
    state: newToken(),
    nonce: newToken(),
    codeVerifier: newToken(),
  }
  try {
    return { attempt, url: await issuer.begin(attempt) }
  } catch (error) {
    if (!(error instanceof IssuerUnavailable)) throw error
    ctx.log.warn({ issuer: code, reason: error.message }, 'an issuer does not answer')
    return undefined
  }
}

/** Keeps the attempt for the browser that makes it, and sends that to the issuer. */
export async function keepAttempt(
  ctx: WorkContext,
  { attempt, url }: Begun,
  of: { readonly issuer: string; readonly returnTo: string; readonly accountId?: UserId },
): Promise<{ readonly url: string }> {
  const token = newToken()
  const { state, nonce, codeVerifier } = attempt
  await insertIssuerAttempt(ctx.sql, {
    tokenHash: secretHash(token),
    expiresAt: new Date(ctx.now().getTime() + patience),
    attempt: { accountId: undefined, ...of, state, nonce, codeVerifier },
  })
  ctx.issue('attempt', token)
  return { url }
}

export function callbackAddress(ctx: Pick<FreeContext, 'seam'>): string {
  return publicUrl(ctx, '/account/issuer')
}

export function unknownIssuer(): Refusal<'unknown_issuer'> {
  return refuse('unknown_issuer', { detail: 'Nobody of this name vouches for people here.' })
}

export function issuerUnavailable(): Refusal<'issuer_unavailable'> {
  return refuse('issuer_unavailable', {
    detail: 'They do not answer just now. Try again in a while, or log in another way.',
  })
}
