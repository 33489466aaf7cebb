import type { LocationId, VariantId } from './ids.ts'
import type { Level, LockedLevel } from './level.ts'

/** What somebody counted on a shelf. */
export type Counted = {
  readonly variantId: VariantId
  readonly sku?: string | undefined
  readonly locationId: LocationId
  readonly location: string
  readonly onHand: number
  readonly reason: string
}

/** By how much goods move in or out, and why. */
export type Move = {
  readonly variantId: VariantId
  readonly locationId: LocationId
  readonly onHand: number
  readonly note: string
}

type Compared = {
  readonly moves: readonly Move[]
  readonly unchanged: number
  /** Counts below what is promised to orders. */
  readonly rejected: readonly { readonly count: Counted; readonly level: Level }[]
}

/** Compares counts with the levels under their locks. */
export function compareCounts(counts: readonly Counted[], levels: readonly LockedLevel[]): Compared {
  const shelves = new Map(levels.map((level) => [shelfOf(level), level.before]))
  const compared = lastOfEachShelf(counts).flatMap((count) => {
    const level = shelves.get(shelfOf(count))
    return level ? [{ count, level }] : []
  })
  const outcomes = Map.groupBy(compared, ({ count, level }) => {
    if (count.onHand === level.onHand) return 'unchanged'
    return count.onHand + level.backorderLimit < level.reserved ? 'rejected' : 'moved'
  })
  const moves = (outcomes.get('moved') ?? []).map(({ count: { variantId, locationId, onHand, reason }, level }) => ({
    variantId,
    locationId,
    onHand: onHand - level.onHand,
    note: reason,
  }))
  return { moves, unchanged: outcomes.get('unchanged')?.length ?? 0, rejected: outcomes.get('rejected') ?? [] }
}

/** Of two counts of one shelf the later one holds. */
export function lastOfEachShelf(counts: readonly Counted[]): readonly Counted[] {
  return [...new Map(counts.map((count) => [shelfOf(count), count])).values()]
}

function shelfOf({
  variantId,
  locationId,
}: {
  readonly variantId: VariantId
  readonly locationId: LocationId
}): string {
  return `${variantId} ${locationId}`
}
