import type { LocationId, VariantId } from './ids.ts'
import { availableAt, type LockedLevel } from './level.ts'

/** A quantity of one variant that somebody asks for. */
export type Wanted = { readonly variantId: VariantId; readonly quantity: number }

/** A quantity of one variant taken from one place. */
export type Allocation = Wanted & { readonly locationId: LocationId }

/** Decides which place serves which line. Pure: it sees the levels under their locks. Lines that it cannot serve in full it leaves out. */
export type AllocationStrategy = (
  lines: readonly Wanted[],
  levels: readonly Pick<LockedLevel, 'variantId' | 'locationId' | 'priority' | 'before'>[],
) => readonly Allocation[]

/** A line goes out of the first place that has all of it, so that it travels in one parcel; where none has, it is taken place by place. */
export const allocateByPriority: AllocationStrategy = (lines, levels) => {
  const places = Map.groupBy(levels, ({ variantId }) => variantId)
  return lines.flatMap((line) => {
    const shelves = (places.get(line.variantId) ?? [])
      .map(({ locationId, priority, before }) => ({ locationId, priority, available: availableAt(before) }))
      .sort((a, b) => a.priority - b.priority || (a.locationId < b.locationId ? -1 : 1))
    const whole = shelves.find(({ available }) => available >= line.quantity)
    return whole ? [{ ...line, locationId: whole.locationId }] : split(line, shelves)
  })
}

function split(
  { variantId, quantity }: Wanted,
  shelves: readonly { readonly locationId: LocationId; readonly available: number }[],
): readonly Allocation[] {
  const parts: Allocation[] = []
  let left = quantity
  for (const { locationId, available } of shelves) {
    const taken = Math.min(left, available)
    if (taken > 0) parts.push({ variantId, locationId, quantity: taken })
    left -= taken
  }
  return left === 0 ? parts : []
}

/** One line a variant: the same variant on two lines is one demand. */
export function addUp(lines: readonly Wanted[]): readonly Wanted[] {
  return [...Map.groupBy(lines, ({ variantId }) => variantId)].map(([variantId, same]) => ({
    variantId,
    quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
  }))
}

export type Shortage = { readonly variantId: VariantId; readonly requested: number; readonly available: number }

/** The lines that ask for more than all places have together. */
export function shortagesOf(
  lines: readonly Wanted[],
  levels: readonly Pick<LockedLevel, 'variantId' | 'before'>[],
): readonly Shortage[] {
  return lines.flatMap(({ variantId, quantity }) => {
    const available = levels
      .filter((level) => level.variantId === variantId)
      .reduce((sum, { before }) => sum + availableAt(before), 0)
    return available < quantity ? [{ variantId, requested: quantity, available }] : []
  })
}
