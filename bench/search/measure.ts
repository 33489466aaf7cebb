import { setTimeout as wait } from 'node:timers/promises'
import { type Percentiles, percentilesOf, rounded } from './percentiles.ts'

export type Measured = {
  /** One at a time: what an answer costs. */
  readonly service: Percentiles
  /** At the rate, from when a call was due to its answer. */
  readonly response: Percentiles
  readonly rate: number
  /** Calls answered a second, where that is less than the rate. */
  readonly served: number
  /** Of the process that asks and answers, as a share of one processor while at the rate. */
  readonly processor: number
}

export type Measuring = {
  readonly ask: () => Promise<unknown>
  readonly seconds: number
  readonly rate: number
  readonly connections: number
}

export async function measure({ ask, seconds, rate, connections }: Measuring): Promise<Measured> {
  for (let warm = 0; warm < 200; warm += 1) await ask()
  const service = await oneAtATime(ask, seconds)
  const cpu = process.cpuUsage()
  const began = performance.now()
  const response = await atRate({ ask, seconds, rate, connections })
  const took = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  return {
    service: percentilesOf(service),
    response: percentilesOf(response),
    rate,
    served: rounded((response.length / took) * 1_000),
    processor: rounded((user + system) / 1_000 / took),
  }
}

async function oneAtATime(ask: () => Promise<unknown>, seconds: number): Promise<readonly number[]> {
  const times: number[] = []
  const until = performance.now() + seconds * 1_000
  while (performance.now() < until) {
    const began = performance.now()
    await ask()
    times.push(performance.now() - began)
  }
  return times
}

/** Calls are due at even intervals, whatever the answers do; as many at once as there are connections. */
async function atRate({ ask, seconds, rate, connections }: Measuring): Promise<readonly number[]> {
  const times: number[] = []
  const began = performance.now()
  let next = 0
  const connection = async () => {
    while (next < seconds * rate) {
      const due = began + (next / rate) * 1_000
      next += 1
      const early = due - performance.now()
      if (early > 1) await wait(early)
      await ask()
      times.push(performance.now() - due)
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
  return times
}
