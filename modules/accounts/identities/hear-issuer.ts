import type { FreeContext } from '@merx/kernel'
import type { KeptAttempt } from '../data/issuer-attempts.ts'
import { type IssuerOutcome, IssuerUnavailable } from '../domain/issuer.ts'
import { callbackAddress } from './begin-attempt.ts'
import { findIssuer } from './issuers.ts'

/** What came of an attempt; outside of any unit of work. */
export async function hearIssuer(
  ctx: FreeContext,
  attempt: KeptAttempt,
  parameters: URLSearchParams,
): Promise<IssuerOutcome | { readonly kind: 'unavailable' }> {
  // one that was taken out of the configuration meanwhile vouches for nobody
  const issuer = findIssuer(ctx, attempt.issuer)
  if (!issuer) return { kind: 'unavailable' }
  try {
    const outcome = await issuer.finish({ ...attempt, redirectUri: callbackAddress(ctx) }, parameters)
    if (outcome.kind === 'invalid')
      ctx.log.warn({ issuer: attempt.issuer, reason: outcome.reason }, 'an answer of an issuer was not taken')
    return outcome
  } catch (error) {
    if (!(error instanceof IssuerUnavailable)) throw error
    ctx.log.warn({ issuer: attempt.issuer, reason: error.message }, 'an issuer does not answer')
    return { kind: 'unavailable' }
  }
}
