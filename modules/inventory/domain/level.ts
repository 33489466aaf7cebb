import type { LocationId, VariantId } from './ids.ts'

/** What stands in the book for one variant in one place. */
export type Level = {
  readonly onHand: number
  readonly reserved: number
  readonly backorderLimit: number
  readonly lowStockThreshold: number
}

/** A level under its lock, before and after a statement; both are the same where the statement left it alone. */
export type LockedLevel = {
  readonly variantId: VariantId
  readonly locationId: LocationId
  /** Of the place: the lowest is emptied first. */
  readonly priority: number
  readonly before: Level
  readonly after: Level
}

/** What may still be sold, with what is sold ahead of its delivery. */
export function availableAt({ onHand, reserved, backorderLimit }: Level): number {
  return onHand + backorderLimit - reserved
}

/** What can be carried out of the door: no promise of goods to come, nothing held for an order. */
export function freeAt({ onHand, reserved }: Level): number {
  return onHand - reserved
}
