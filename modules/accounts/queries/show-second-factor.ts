import { isRefused, query, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { showFactors } from '../data/second-factors.ts'

export const showSecondFactor = query({
  name: 'accounts.show-second-factor',
  summary: 'Whether the caller is asked for a second proof, and by what it can be given.',
  rest: 'GET /account/second-factor',
  access: signedIn,
  input: z.object({}),
  output: z
    .object({
      confirmedAt: z.iso.datetime().nullable().describe('Since when an app is asked for; null: it is not'),
      recoveryCodesLeft: z.int(),
      trustedDevices: z.int().describe('Browsers that are not asked'),
    })
    .meta({ id: 'SecondFactor' }),
  refuses: { no_account: 403 },
  async run(ctx) {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const { confirmedAt, recoveryCodes, trustedDevices } = await showFactors(ctx.sql, userId, ctx.now())
    return { confirmedAt: confirmedAt?.toISOString() ?? null, recoveryCodesLeft: recoveryCodes, trustedDevices }
  },
})
