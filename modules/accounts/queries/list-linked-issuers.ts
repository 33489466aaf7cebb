import { isRefused, query, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { identitiesOf } from '../data/linked-identities.ts'

export const listLinkedIssuers = query({
  name: 'accounts.list-linked-issuers',
  summary: 'Who vouches for the caller.',
  rest: 'GET /account/issuers',
  access: signedIn,
  input: z.object({}),
  output: z
    .object({
      items: z.array(z.object({ issuer: z.string(), linkedAt: z.iso.datetime() }).meta({ id: 'LinkedIssuer' })),
    })
    .meta({ id: 'LinkedIssuers' }),
  refuses: { no_account: 403 },
  async run(ctx) {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const identities = await identitiesOf(ctx.sql, userId)
    return { items: identities.map(({ issuer, createdAt }) => ({ issuer, linkedAt: createdAt.toISOString() })) }
  },
})
