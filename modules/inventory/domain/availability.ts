import type { VariantId } from './ids.ts'
import { availableAt, type Level, type LockedLevel } from './level.ts'

export type Availability = 'in_stock' | 'low' | 'out'

/** The band that people see. `threshold` is the sum of the thresholds of all places. */
export function availabilityOf(available: number, threshold: number): Availability {
  if (available <= 0) return 'out'
  return available <= threshold ? 'low' : 'in_stock'
}

export type Crossing = {
  readonly variantId: VariantId
  readonly availability: Availability
  readonly available: number
}

/** The variants that passed from one band to another. `levels` holds every place of each variant in it. */
export function crossings(levels: readonly LockedLevel[]): readonly Crossing[] {
  return [...Map.groupBy(levels, ({ variantId }) => variantId)].flatMap(([variantId, places]) => {
    const before = bandOf(places.map((place) => place.before))
    const after = bandOf(places.map((place) => place.after))
    return before.availability === after.availability ? [] : [{ variantId, ...after }]
  })
}

/** The levels that came down to their threshold or below it. */
export function shortages(levels: readonly LockedLevel[]): readonly LockedLevel[] {
  return levels.filter(
    ({ before, after }) =>
      availableAt(before) > before.lowStockThreshold &&
      availableAt(after) <= after.lowStockThreshold &&
      after.lowStockThreshold > 0,
  )
}

function bandOf(levels: readonly Level[]): { readonly availability: Availability; readonly available: number } {
  const available = levels.reduce((sum, level) => sum + availableAt(level), 0)
  const threshold = levels.reduce((sum, level) => sum + level.lowStockThreshold, 0)
  return { availability: availabilityOf(available, threshold), available }
}
