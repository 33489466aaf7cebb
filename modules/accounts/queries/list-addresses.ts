import { isRefused, query, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { addressesOf } from '../data/addresses.ts'
import { SavedAddress } from '../domain/saved-address.ts'

export const listAddresses = query({
  name: 'accounts.list-addresses',
  summary: 'The address book of the caller, the defaults first.',
  rest: 'GET /account/addresses',
  access: signedIn,
  input: z.object({}),
  output: z.object({ items: z.array(SavedAddress) }).meta({ id: 'SavedAddresses' }),
  refuses: { no_account: 403 },
  run: async (ctx) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    return { items: [...(await addressesOf(ctx.sql, userId))] }
  },
})
