import { type Address, regionFault, taxedRegionFault } from '@merx/kernel'
import type { z } from 'zod'

type OrderAddresses = { readonly shippingAddress: Address; readonly billingAddress?: Address | undefined }

/** Asked of new orders only, and no part of `Address`: what was ordered before stays readable however its region was written. */
export function checkRegions({ shippingAddress, billingAddress }: OrderAddresses, check: z.RefinementCtx): void {
  const faults = {
    shippingAddress: taxedRegionFault(shippingAddress.country, shippingAddress.region),
    billingAddress: billingAddress && regionFault(billingAddress.country, billingAddress.region),
  }
  for (const [address, message] of Object.entries(faults))
    if (message) check.addIssue({ code: 'custom', path: [address, 'region'], message })
}
