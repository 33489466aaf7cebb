import { exchange, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { ReturnPath } from '../domain/fields.ts'
import { freshAccount } from '../fresh-session.ts'
import { askIssuer, issuerUnavailable, keepAttempt, unknownIssuer } from '../identities/begin-attempt.ts'
import { findIssuer } from '../identities/issuers.ts'

export const beginIssuerLink = exchange({
  name: 'accounts.begin-issuer-link',
  summary: 'Begins to add somebody who vouches for the caller: where the browser goes.',
  rest: 'POST /account/issuers/{issuer}',
  access: signedIn,
  input: z.object({ issuer: z.string().max(50), returnTo: ReturnPath.default('/account') }),
  output: z.object({ url: z.string() }).meta({ id: 'IssuerAddress' }),
  refuses: { no_account: 403, log_in_again: 403, unknown_issuer: 404, issuer_unavailable: 503 },
  prepare: async (ctx, { issuer }) => {
    const accountId = await freshAccount(ctx)
    if (isRefused(accountId)) return accountId
    return findIssuer(ctx, issuer) ? { accountId } : unknownIssuer()
  },
  external: (ctx, { issuer }) => askIssuer(ctx, issuer),
  finalize: async (ctx, input, { prepared, outcome }) =>
    outcome ? keepAttempt(ctx, outcome, { ...input, ...prepared }) : issuerUnavailable(),
})
