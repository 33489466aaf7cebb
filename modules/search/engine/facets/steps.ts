/** A series in which each step is about a quarter more than the one before and every number is a round one. */
const series = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5]

/** Lower ends of the steps that numbers above 0 are counted in; what is below the first has step 0. */
export const steps: readonly number[] = Array.from({ length: 12 * series.length }, (_, index) => {
  const power = Math.floor(index / series.length) - 1
  return (series[index % series.length] ?? 1) * 10 ** power
})

const ends = Float64Array.from(steps)

/** How many steps begin at or below the number. */
export function stepOf(number: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ends[middle] ?? 0) <= number) low = middle + 1
    else high = middle
  }
  return low
}

export type StepRange = {
  readonly from: number | undefined
  readonly below: number | undefined
  readonly count: number
}

/** A handful of ranges with round ends and about as much in each; their counts are exact, because ranges are made of whole steps. */
export function rangesOf(counts: ArrayLike<number>, most: number): readonly StepRange[] {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0)
  const ranges: StepRange[] = []
  let from: number | undefined
  let count = 0
  let left = total
  for (let step = 0; step < counts.length; step += 1) {
    count += counts[step] ?? 0
    const enough = count > 0 && count >= left / (most - ranges.length)
    const below = steps[step]
    if (!enough || below === undefined || ranges.length === most - 1 || left === count) continue
    ranges.push({ from, below, count })
    left -= count
    from = below
    count = 0
  }
  return count > 0 ? [...ranges, { from, below: undefined, count }] : ranges
}
