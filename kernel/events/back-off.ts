/** How often something that fails is tried, and how long to wait before each next try; times in milliseconds. */
export type BackOff = {
  readonly tries: number
  readonly first: number
  readonly factor: number
  readonly longest: number
}

/** The wait after the given number of failed tries, by a fifth more or less, so that what failed together does not come back together. */
export function waitAfter(tries: number, { first, factor, longest }: BackOff): number {
  const wait = Math.min(first * factor ** (tries - 1), longest)
  return Math.round(wait * (0.8 + Math.random() * 0.4))
}
