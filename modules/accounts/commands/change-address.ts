import { command, isRefused, refuse, signedIn } from '@merx/kernel'
import { callersAccount } from '../callers-account.ts'
import { addressesOf, clearDefaults, updateAddress } from '../data/addresses.ts'
import { lockAccount } from '../data/locks.ts'
import { AddressId, AddressToSave, checkRegion, SavedAddress } from '../domain/saved-address.ts'

export const changeAddress = command({
  name: 'accounts.change-address',
  summary: 'Changes an address of the caller’s address book. Orders keep the one that they were placed with.',
  rest: 'PUT /account/addresses/{addressId}',
  access: signedIn,
  input: AddressToSave.extend({ addressId: AddressId }).superRefine(checkRegion),
  output: SavedAddress,
  refuses: { no_account: 403, unknown_address: 404 },
  run: async (ctx, { addressId: id, ...changes }) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    await lockAccount(ctx.sql, userId)
    await clearDefaults(ctx.sql, { ...changes, id, userId })
    await updateAddress(ctx.sql, { ...changes, id, userId })
    const saved = (await addressesOf(ctx.sql, userId)).find((one) => one.id === id)
    return saved ?? refuse('unknown_address', { detail: 'There is no such address in your address book.' })
  },
})
