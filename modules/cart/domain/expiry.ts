const day = 24 * 60 * 60 * 1_000

/** When a cart that is changed now is forgotten: a midnight (UTC) at least `days` days away. */
export function expiryOf(now: Date, days: number): Date {
  return new Date((Math.floor(now.getTime() / day) + days + 1) * day)
}
