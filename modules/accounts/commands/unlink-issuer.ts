import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { deleteLinked } from '../data/linked-identities.ts'
import { freshAccount } from '../fresh-session.ts'

export const unlinkIssuer = command({
  name: 'accounts.unlink-issuer',
  summary: 'Has somebody vouch for the caller no more. Who has no password sets one by the mail for forgotten ones.',
  rest: 'DELETE /account/issuers/{issuer}',
  access: signedIn,
  audited: true,
  input: z.object({ issuer: z.string().max(50) }),
  output: z.object({}),
  refuses: { no_account: 403, log_in_again: 403 },
  async run(ctx, { issuer }) {
    const accountId = await freshAccount(ctx)
    if (isRefused(accountId)) return accountId
    await deleteLinked(ctx.sql, { issuer, accountId })
    return {}
  },
})
