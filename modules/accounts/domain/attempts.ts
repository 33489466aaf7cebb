/**
 * Seconds in which nothing more is looked at after so many failures in a row: two are for typing errors, then waiting doubles, and from the
 * tenth on the account is locked for a quarter of an hour.
 */
export const pauses: readonly number[] = [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 900]

/** With this failure the account is locked, and its owner is written to. */
export const locksAt = pauses.length - 1

/** Milliseconds after which failures are forgotten. */
export const remembered = 24 * 60 * 60 * 1_000
