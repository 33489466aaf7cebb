/** So many in so many seconds: as many at once as `quota` says, and again one every `seconds / quota`. */
export type Limit = {
  /** Names the policy in answers and tells apart the keys of different limits. */
  readonly name: string
  readonly quota: number
  readonly seconds: number
}

export type Count = {
  readonly allowed: boolean
  /** How many more are allowed right now. */
  readonly remaining: number
  /** Seconds until the whole quota is there again. */
  readonly reset: number
  /** Seconds until the next one is allowed; 0 where it is now. */
  readonly retryAfter: number
}

/** All that is kept of a key: the time in milliseconds at which its quota is whole again. */
export type Pace = { full: number }

/**
 * Counts one by the generic cell rate algorithm (ATM Forum TM 4.0, 4.4.2): the window slides, and a refusal costs nothing. It moves the
 * pace in place, as it is asked for every request.
 */
export function count(limit: Limit, pace: Pace, now: number): Count {
  const before = Math.max(pace.full, now)
  const after = before + stepOf(limit)
  const allowed = after - now <= limit.seconds * 1_000 + tolerance
  pace.full = allowed ? after : before
  return countAt(limit, { allowed, untilFull: pace.full - now })
}

/** What is told of a key whose quota is whole in so many milliseconds. */
export function countAt(
  limit: Limit,
  { allowed, untilFull }: { readonly allowed: boolean; readonly untilFull: number },
): Count {
  const window = limit.seconds * 1_000
  const step = stepOf(limit)
  return {
    allowed,
    remaining: Math.max(0, Math.floor((window - untilFull + tolerance) / step)),
    reset: Math.ceil(untilFull / 1_000),
    retryAfter: allowed ? 0 : Math.max(1, Math.ceil((untilFull + step - window) / 1_000)),
  }
}

function stepOf({ quota, seconds }: Limit): number {
  return (seconds * 1_000) / quota
}

/** Sums of fractions of milliseconds are not exact. */
const tolerance = 1e-3
