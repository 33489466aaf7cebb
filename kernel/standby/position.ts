/**
 * A place in the write-ahead log of a database, as sixteen hexadecimal digits: the later place is the greater text. PostgreSQL writes
 * `16/B374D848`.
 */
export type Position = string

/** Before everything. */
export const origin: Position = '0'.repeat(16)

/** Where no database ever comes: who shows it is answered by the primary alone. */
export const beyond: Position = 'f'.repeat(16)

export function positionOf(lsn: string): Position {
  const [high = '', low = ''] = lsn.toLowerCase().split('/')
  return high.padStart(8, '0') + low.padStart(8, '0')
}

/** Whether what a caller shows can be a position. */
export function isPosition(text: string): boolean {
  return /^[0-9a-f]{16}$/.test(text)
}

/** How much of the log a caller has seen. */
export type Sight = {
  /** As the caller came: a standby that has not come so far must not answer. */
  readonly shown: Position
  /** Moved on by what the caller changes, and handed to it when it has moved. */
  latest: Position
}

export function sightFrom(shown: Position): Sight {
  return { shown, latest: shown }
}
