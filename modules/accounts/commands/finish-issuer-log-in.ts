import { exchange, isRefused, refuse, whoever } from '@merx/kernel'
import { z } from 'zod'
import { takeIssuerAttempt } from '../data/issuer-attempts.ts'
import { Admission } from '../domain/signed-in.ts'
import { issuerUnavailable } from '../identities/begin-attempt.ts'
import { hearIssuer } from '../identities/hear-issuer.ts'
import { settleIdentity } from '../identities/settle-identity.ts'
import { secretHash } from '../tokens/refresh-token.ts'
import { readyToSign } from '../tokens/signing-key.ts'

export const finishIssuerLogIn = exchange({
  name: 'accounts.finish-issuer-log-in',
  summary:
    'Ends a log-in by somebody who vouches for the person, by what the browser came back with. Only the browser that began it can.',
  rest: 'POST /session/issuer/answer',
  access: whoever,
  audited: true,
  input: z.object({
    parameters: z.string().max(8_000).describe('The query of the address that the browser came back to'),
  }),
  output: z.object({ admission: Admission, returnTo: z.string() }).meta({ id: 'IssuerAdmission' }),
  refuses: {
    invalid_answer: { status: 401, keeps: true },
    issuer_declined: { status: 401, keeps: true },
    issuer_unavailable: 503,
    address_not_verified: 403,
    identity_in_use: 409,
    account_blocked: 403,
  },
  prepare: async (ctx, { parameters }) => {
    const token = ctx.credential('attempt')
    const state = new URLSearchParams(parameters).get('state')
    if (token === undefined || state === null) return invalidAnswer()
    return (await takeIssuerAttempt(ctx.sql, { tokenHash: secretHash(token), state, at: ctx.now() })) ?? invalidAnswer()
  },
  external: async (ctx, { parameters }, attempt) => {
    await readyToSign(ctx)
    return hearIssuer(ctx, attempt, new URLSearchParams(parameters))
  },
  finalize: async (ctx, _input, { prepared: attempt, outcome }) => {
    ctx.withdraw('attempt')
    switch (outcome.kind) {
      case 'unavailable':
        return issuerUnavailable()
      case 'declined':
        return refuse('issuer_declined', { detail: 'You did not log in there.' })
      case 'invalid':
        return invalidAnswer()
      case 'identified': {
        const admission = await settleIdentity(ctx, attempt, outcome.identity)
        return isRefused(admission) ? admission : { admission, returnTo: attempt.returnTo }
      }
    }
  },
})

function invalidAnswer() {
  return refuse('invalid_answer', {
    detail: 'This answer is not to a log-in that this browser began, or it came too late. Begin again.',
  })
}
