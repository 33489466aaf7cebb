import type { WorkContext } from '@merx/kernel'
import { crossings, shortages } from './domain/availability.ts'
import { availableAt, type LockedLevel } from './domain/level.ts'
import { availabilityChanged, stockLow } from './events.ts'

/** Publishes what a change of levels means to others: bands crossed and thresholds reached. `levels` holds every place of each variant in it. */
export function announceLevels(ctx: Pick<WorkContext, 'publish'>, levels: readonly LockedLevel[]): void {
  for (const crossing of crossings(levels)) ctx.publish(availabilityChanged, crossing)
  for (const { variantId, locationId, after } of shortages(levels)) {
    ctx.publish(stockLow, {
      variantId,
      locationId,
      available: availableAt(after),
      threshold: after.lowStockThreshold,
    })
  }
}
