import type { Child } from '../child.ts'
import type { Laboratory } from '../laboratory.ts'
import type { Spread } from '../load/draw.ts'
import type { Round, RoundReport } from '../load/load-process.ts'
import type { ScenarioName } from '../load/scenarios.ts'
import { clusterTime, processorTime } from './processor-time.ts'

export type Side = 'shop' | 'floor' | 'at-once'

/** What one side did in all its rounds. Times in milliseconds, processor time in microseconds a request. */
export type Measured = {
  readonly side: Side
  readonly requests: number
  readonly failed: number
  readonly perSecond: number
  readonly latency: RoundReport['latency']
  readonly nodeMicroseconds: number
  readonly postgresMicroseconds: number
  /** Of one core, while it ran. */
  readonly clientShare: number
}

export type Comparison = {
  readonly scenario: ScenarioName
  readonly spread: Spread
  readonly sides: readonly Measured[]
  /** Of the shop to the floor, the median over the rounds: a neighbour's work disturbs single rounds. */
  readonly ratio: number | undefined
  readonly ratioToAtOnce: number | undefined
}

export type Comparing = {
  readonly scenario: ScenarioName
  readonly spread: Spread
  readonly sides: readonly Side[]
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
}

type Kept = RoundReport & { readonly node: number; readonly postgres: number }

/** Loads the sides in turn, A B A B, after a round of each that does not count. */
export async function compare(laboratory: Laboratory, comparing: Comparing): Promise<Comparison> {
  const { scenario, spread, sides, rounds } = comparing
  const kept = new Map<Side, Kept[]>(sides.map((side) => [side, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of sides) {
      const report = await play(laboratory, comparing, { side, counts: round > 0 })
      if (round > 0) kept.get(side)?.push(report)
    }
  }
  return {
    scenario,
    spread,
    sides: sides.map((side) => summary(side, kept.get(side) ?? [])),
    ratio: medianRatio(kept.get('shop'), kept.get('floor')),
    ratioToAtOnce: medianRatio(kept.get('shop'), kept.get('at-once')),
  }
}

async function play(
  { shop, floor, bank, load, cluster }: Laboratory,
  { scenario, spread, seconds, rounds, connections }: Comparing,
  { side, counts }: { readonly side: Side; readonly counts: boolean },
): Promise<Kept> {
  const server = side === 'shop' ? shop : floor
  const times = () => ({ node: processorTime(server.pid), postgres: clusterTime(cluster) })
  const before = times()
  const report = await ask(load, {
    scenario,
    spread,
    seconds: seconds / rounds,
    connections,
    port: server.port,
    base: side === 'at-once' ? '/at-once/api/v1' : '/api/v1',
    bankPort: scenario === 'purchase' ? bank.port : undefined,
    name: `${scenario} ${spread} ${side} ${counts ? '' : 'warm-up'}`,
  })
  if (report.firstFailure !== undefined)
    process.stderr.write(`${scenario} ${side}: ${report.failed} failed: ${report.firstFailure}\n`)
  // mails and projections of this round belong to its cost, and may not fall into the next one
  if (side === 'shop') await shop.ask('settled')
  const after = times()
  return { ...report, node: after.node - before.node, postgres: after.postgres - before.postgres }
}

async function ask(load: Child, round: Round): Promise<RoundReport> {
  return (await load.ask(round)) as RoundReport
}

function summary(side: Side, rounds: readonly Kept[]): Measured {
  const total = (what: (round: Kept) => number) => rounds.reduce((sum, round) => sum + what(round), 0)
  const requests = total(({ done }) => done)
  const milliseconds = total((round) => round.milliseconds)
  return {
    side,
    requests,
    failed: total(({ failed }) => failed),
    perSecond: (requests / milliseconds) * 1_000,
    latency: rounds.at(-1)?.latency ?? { p50: 0, p95: 0, p99: 0 },
    nodeMicroseconds: total(({ node }) => node) / requests,
    postgresMicroseconds: total(({ postgres }) => postgres) / requests,
    clientShare: total(({ cpuMicroseconds }) => cpuMicroseconds) / 1_000 / milliseconds,
  }
}

function medianRatio(shop: readonly Kept[] | undefined, floor: readonly Kept[] | undefined): number | undefined {
  if (!shop || !floor) return undefined
  const rate = (round: Kept | undefined) => (round ? round.done / round.milliseconds : 0)
  const ratios = shop.map((round, index) => rate(round) / rate(floor[index])).sort((a, b) => a - b)
  return ratios[Math.floor(ratios.length / 2)]
}
