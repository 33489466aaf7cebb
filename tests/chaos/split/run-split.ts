import { modules } from '../../../merx.config.ts'
import { newRandom } from '../random.ts'
import { everyBlow } from './blows.ts'
import { type SplitStormReport, splitStorm } from './split-storm.ts'

/** Rounds in one split: over the books of thousands of orders each look would take longer than a round. */
const mostRounds = 12

/** Breaks everything in the full split once, or what is named: `kill`, `cart`, `stop nats`. The seed gives the order too. */
export async function runSplit({
  seed,
  only,
}: {
  readonly seed: number
  readonly only: readonly string[]
}): Promise<readonly SplitStormReport[]> {
  const random = newRandom(seed)
  const blows = everyBlow(modules.map(({ name }) => name))
    .filter(({ kind, whom }) => only.every((word) => kind === word || whom.split(' ').includes(word)))
    .map((blow) => ({ blow, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ blow }) => blow)
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  say(`The seed is ${seed}; ${blows.length} rounds`)
  const reports: SplitStormReport[] = []
  for (let first = 0; first < blows.length; first += mostRounds) {
    const some = blows.slice(first, first + mostRounds)
    reports.push(await splitStorm({ seed: seed + first, blows: some, customers: 4, trade: 4_000, say }))
  }
  return reports
}
