import { exchange, whoever } from '@merx/kernel'
import { z } from 'zod'
import { ReturnPath } from '../domain/fields.ts'
import { askIssuer, issuerUnavailable, keepAttempt, unknownIssuer } from '../identities/begin-attempt.ts'
import { findIssuer } from '../identities/issuers.ts'

export const beginIssuerLogIn = exchange({
  name: 'accounts.begin-issuer-log-in',
  summary: 'Begins a log-in by somebody who vouches for the person, Google say: where the browser goes.',
  rest: 'POST /session/issuer',
  access: whoever,
  input: z.object({ issuer: z.string().max(50), returnTo: ReturnPath.default('/account') }),
  output: z.object({ url: z.string() }).meta({ id: 'IssuerAddress' }),
  refuses: { unknown_issuer: 404, issuer_unavailable: 503 },
  prepare: async (ctx, { issuer }) => (findIssuer(ctx, issuer) ? {} : unknownIssuer()),
  external: (ctx, { issuer }) => askIssuer(ctx, issuer),
  finalize: async (ctx, input, { outcome }) => (outcome ? keepAttempt(ctx, outcome, input) : issuerUnavailable()),
})
