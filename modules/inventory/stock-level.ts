import { z } from 'zod'
import { LocationId, VariantId } from './domain/ids.ts'
import { availableAt, type LockedLevel } from './domain/level.ts'

/** The stock of a variant in one place, as staff see it. */
export const StockLevel = z
  .object({
    variantId: VariantId,
    locationId: LocationId,
    location: z.string(),
    onHand: z.int(),
    reserved: z.int(),
    backorderLimit: z.int(),
    lowStockThreshold: z.int(),
    available: z.int(),
  })
  .meta({ id: 'StockLevel' })

export function stockLevel(
  { variantId, locationId, after }: LockedLevel,
  location: string,
): z.output<typeof StockLevel> {
  return { variantId, locationId, location, ...after, available: availableAt(after) }
}
