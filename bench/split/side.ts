import { setTimeout as wait } from 'node:timers/promises'
import type { Program } from '@merx/services'
import type { Child } from '../child.ts'
import type { RoundReport } from '../load/load-process.ts'
import { clusterTime, processorTime, residentMemory } from '../measure/processor-time.ts'

/** A shop in one of its shapes. */
export type Side = {
  readonly name: string
  readonly port: number
  readonly cluster: string
  readonly programs: ReadonlyMap<string, Program>
}

export type SideReport = {
  readonly name: string
  readonly purchases: number
  readonly failed: number
  readonly perSecond: number
  readonly latency: RoundReport['latency']
  /** Microseconds of processor time a purchase, by program, what follows the purchase included. */
  readonly microseconds: Readonly<Record<string, number>>
  readonly microsecondsInAll: number
  /** MiB in RAM of all programs but PostgreSQL. */
  readonly memory: number
}

export type TakenRound = {
  readonly report: RoundReport
  readonly perSecond: number
  readonly times: Readonly<Record<string, number>>
}

type Load = { readonly seconds: number; readonly connections: number }

/** One round of purchases, until the work that follows them is done. */
export async function takeRound(side: Side, load: Child, { seconds, connections }: Load): Promise<TakenRound> {
  const before = timesOf(side)
  const report = (await load.ask({
    scenario: 'order-cash',
    spread: 'zipf',
    seconds,
    connections,
    port: side.port,
    base: '/api/v1',
    bankPort: undefined,
    name: side.name,
  })) as RoundReport
  if (report.firstFailure !== undefined)
    process.stderr.write(`${side.name}: ${report.failed} failed: ${report.firstFailure}\n`)
  await untilQuiet(side)
  const after = timesOf(side)
  const times = Object.fromEntries(Object.entries(after).map(([name, time]) => [name, time - (before[name] ?? 0)]))
  return { report, perSecond: (report.done / report.milliseconds) * 1_000, times }
}

export function summary(side: Side, rounds: readonly TakenRound[]): SideReport {
  const total = (what: (round: TakenRound) => number) => rounds.reduce((sum, round) => sum + what(round), 0)
  const purchases = total(({ report }) => report.done)
  const names = Object.keys(rounds[0]?.times ?? {})
  const microseconds = Object.fromEntries(
    names
      .map((name) => [name, total(({ times }) => times[name] ?? 0) / purchases] as const)
      .sort(([, a], [, b]) => b - a),
  )
  return {
    name: side.name,
    purchases,
    failed: total(({ report }) => report.failed),
    perSecond: (purchases / total(({ report }) => report.milliseconds)) * 1_000,
    latency: rounds.at(-1)?.report.latency ?? { p50: 0, p95: 0, p99: 0 },
    microseconds,
    microsecondsInAll: Object.values(microseconds).reduce((sum, time) => sum + time, 0),
    memory: [...side.programs.values()].reduce((sum, one) => sum + residentMemory(one.pid() ?? 0), 0) / 2 ** 20,
  }
}

function timesOf({ programs, cluster }: Side): Readonly<Record<string, number>> {
  const own = [...programs].map(([name, program]) => [name, processorTime(program.pid() ?? 0)])
  return { ...Object.fromEntries(own), postgres: clusterTime(cluster) }
}

/** Microseconds in which what only ticks has used less than half of that. */
const quiet = 500_000

/** Mails and projections of a round belong to its cost, and may not fall into the next one. */
async function untilQuiet(side: Side): Promise<void> {
  const sum = () => Object.values(timesOf(side)).reduce((all, time) => all + time, 0)
  for (let before = sum(); ; ) {
    await wait(quiet / 1_000)
    const now = sum()
    if (now - before < quiet / 2) return
    before = now
  }
}
