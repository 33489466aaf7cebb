import { Address, id, regionFault } from '@merx/kernel'
import { z } from 'zod'

export const AddressId = id<'AddressId'>()
export type AddressId = z.output<typeof AddressId>

export const mostAddresses = 50

/** An address as it may be saved. Its region is asked for where tax hangs on it, at the checkout. */
export const AddressToSave = z.object({
  address: Address,
  isDefaultShipping: z.boolean().optional().describe('Instead of the one that is; the first one is both'),
  isDefaultBilling: z.boolean().optional(),
})
export type AddressToSave = z.output<typeof AddressToSave>

export function checkRegion({ address }: AddressToSave, check: z.RefinementCtx): void {
  const message = regionFault(address.country, address.region)
  if (message) check.addIssue({ code: 'custom', path: ['address', 'region'], message })
}

export const SavedAddress = z
  .object({ id: AddressId, address: Address, isDefaultShipping: z.boolean(), isDefaultBilling: z.boolean() })
  .meta({ id: 'SavedAddress' })
export type SavedAddress = z.output<typeof SavedAddress>
