import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { deleteAddress } from '../data/addresses.ts'
import { AddressId } from '../domain/saved-address.ts'

export const removeAddress = command({
  name: 'accounts.remove-address',
  summary: 'Takes an address out of the caller’s address book. One that is not in it is no fault.',
  rest: 'DELETE /account/addresses/{addressId}',
  access: signedIn,
  input: z.object({ addressId: AddressId }),
  output: z.object({}),
  refuses: { no_account: 403 },
  run: async (ctx, { addressId }) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    await deleteAddress(ctx.sql, userId, addressId)
    return {}
  },
})
