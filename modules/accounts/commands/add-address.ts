import { command, isRefused, refuse, signedIn } from '@merx/kernel'
import { callersAccount } from '../callers-account.ts'
import { addressesOf, clearDefaults, insertAddress } from '../data/addresses.ts'
import { lockAccount } from '../data/locks.ts'
import { AddressId, AddressToSave, checkRegion, mostAddresses, SavedAddress } from '../domain/saved-address.ts'

export const addAddress = command({
  name: 'accounts.add-address',
  summary: 'Puts an address into the address book of the caller. The first one is the default for all.',
  rest: 'POST /account/addresses',
  access: signedIn,
  idempotency: 'optional',
  input: AddressToSave.superRefine(checkRegion),
  output: SavedAddress,
  refuses: { no_account: 403, too_many_addresses: 409 },
  run: async (ctx, input) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    await lockAccount(ctx.sql, userId)
    const { length: there } = await addressesOf(ctx.sql, userId)
    if (there >= mostAddresses)
      return refuse('too_many_addresses', { detail: `An address book takes ${mostAddresses}. Remove one first.` })
    const isFirst = there === 0
    const { address, isDefaultShipping = isFirst, isDefaultBilling = isFirst } = input
    const saved = { id: AddressId.parse(ctx.newId()), address, isDefaultShipping, isDefaultBilling }
    await clearDefaults(ctx.sql, { ...saved, userId })
    await insertAddress(ctx.sql, { ...saved, userId }, ctx.now())
    return saved
  },
})
