import { isRefused, query, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount, noAccount } from '../callers-account.ts'
import { findProfile } from '../data/profiles.ts'
import { Profile } from '../domain/profile.ts'

export const showProfile = query({
  name: 'accounts.show-profile',
  summary: 'The account of the caller.',
  rest: 'GET /account',
  access: signedIn,
  input: z.object({}),
  output: Profile,
  refuses: { no_account: 403 },
  run: async (ctx) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    return (await findProfile(ctx.sql, userId)) ?? noAccount()
  },
})
