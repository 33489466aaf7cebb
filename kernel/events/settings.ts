import type { BackOff } from './back-off.ts'

export type SendingLimits = {
  /** Deliveries that one process sends at the same time. */
  readonly atOnce: number
  readonly timeout: number
  /** Renewed while a delivery is being sent; when it ends the sender counts as gone. */
  readonly lease: number
}

/** How the log is followed; times in milliseconds. */
export type LogSettings = {
  /** Events that a consumer is given at once. */
  readonly batch: number
  /** Between two looks at the log at least, so that what commits together is read together. */
  readonly pause: number
  /** Between two looks at most, if no wake-up came. */
  readonly poll: number
  readonly upkeep: number
  readonly parking: BackOff
  readonly delivery: BackOff
  readonly sending: SendingLimits
  readonly retentionDays: number
  readonly partitions: { readonly rows: number; readonly ahead: number }
  /** A live reader that is further behind drops everything it keeps. */
  readonly mostLiveBatches: number
}

const minute = 60_000

export const defaultLogSettings: LogSettings = {
  batch: 500,
  pause: 3,
  poll: 250,
  upkeep: 10_000,
  // the last try comes about a quarter of an hour after the first
  parking: { tries: 8, first: 1_000, factor: 3, longest: 10 * minute },
  // the last try comes about six hours after the first
  delivery: { tries: 12, first: 2_000, factor: 3, longest: 60 * minute },
  // whoever takes over from a process that died waits for no longer than this
  sending: { atOnce: 8, timeout: minute, lease: minute / 4 },
  retentionDays: 30,
  partitions: { rows: 1_000_000, ahead: 2 },
  mostLiveBatches: 10,
}
