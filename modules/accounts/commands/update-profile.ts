import { command, isRefused, refuse, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount, noAccount } from '../callers-account.ts'
import { lockWord } from '../data/locks.ts'
import { findProfile, isNameTaken, updateProfile as write } from '../data/profiles.ts'
import { Locale, PersonName, Phone, Username } from '../domain/fields.ts'
import { Profile } from '../domain/profile.ts'

export const updateProfile = command({
  name: 'accounts.update-profile',
  summary: 'Changes what is given of the caller’s account. A user name is one’s own.',
  rest: 'PATCH /account',
  access: signedIn,
  input: z.object({
    name: PersonName.optional(),
    phone: Phone.optional(),
    locale: Locale.optional(),
    username: Username.nullable().optional().describe('To log in with, beside the address; null for none'),
  }),
  output: Profile,
  refuses: { no_account: 403, username_taken: 409 },
  run: async (ctx, changes) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const { username } = changes
    if (username) {
      await lockWord(ctx.sql, 'username', username)
      if (await isNameTaken(ctx.sql, username, userId))
        return refuse('username_taken', {
          detail: 'Somebody else has this name.',
          errors: [{ field: 'username', code: 'taken', detail: 'is taken' }],
        })
    }
    if (!(await write(ctx.sql, userId, changes))) return noAccount()
    return (await findProfile(ctx.sql, userId)) ?? noAccount()
  },
})
