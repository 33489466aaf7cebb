import { createHistogram } from 'node:perf_hooks'
import { createLog, createRuntime, readSettings } from '@merx/kernel/server'
import { diskStore } from '@merx/media'
import { modules, providers } from '../../merx.config.ts'
import { answerQuestions } from '../child.ts'
import { type FlowRate, floorRate } from './floor.ts'
import { note, probe } from './probe.ts'

export type EventsReport = {
  /** From the answer to the commit until the consumer is called, in milliseconds, at a low rate. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number }
  readonly consumers: number
  /** Published and consumed at the same time, by the number of events a unit of work. */
  readonly rates: readonly { readonly eventsPerUnit: number; readonly shop: FlowRate; readonly floor: FlowRate }[]
}

const { DATABASE_URL = '', BENCH_FLOOR_URL = '', BENCH_DATA = '' } = process.env
const writers = 16

let onSeen: (numbers: readonly number[]) => void = () => {}
const runtime = await createRuntime({
  databaseUrl: DATABASE_URL,
  modules: [...modules, probe((numbers) => onSeen(numbers))],
  provisions: [
    ...readSettings(
      modules.flatMap((module) => module.settings ?? []),
      {},
    ),
    ...providers({ media: diskStore(`${BENCH_DATA}/media`), bank: undefined }),
  ],
  log: createLog('warn'),
  development: false,
})
await runtime.start()

/** One event at a time, with a pause before each: what a quiet shop sees. */
async function lowRate(events: number): Promise<EventsReport['latency']> {
  const latency = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 })
  for (let number = 0; number < events; number += 1) {
    const seen = Promise.withResolvers<number>()
    onSeen = () => seen.resolve(performance.now())
    await runtime.call(note, { first: number, count: 1 })
    const committed = performance.now()
    latency.record(Math.max(Math.round(((await seen.promise) - committed) * 1_000), 1))
    await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 20))
  }
  const percentile = (share: number) => latency.percentile(share) / 1_000
  return { p50: percentile(50), p95: percentile(95), p99: percentile(99) }
}

/** As many writers as may be, for so many seconds, and then until the last event was consumed. */
async function fullRate(eventsPerUnit: number, seconds: number): Promise<FlowRate> {
  let published = 0
  let consumed = 0
  onSeen = (numbers) => {
    consumed += numbers.length
  }
  const started = performance.now()
  const end = started + seconds * 1_000
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() < end) {
        const first = published
        published += eventsPerUnit
        await runtime.call(note, { first, count: eventsPerUnit })
      }
    }),
  )
  const publishing = performance.now() - started
  await runtime.events.settled()
  const all = performance.now() - started
  if (consumed !== published) throw new Error(`${published} events were published and ${consumed} consumed`)
  return { publishedPerSecond: (published / publishing) * 1_000, consumedPerSecond: (consumed / all) * 1_000 }
}

async function measure(seconds: number): Promise<EventsReport> {
  await lowRate(20)
  const latency = await lowRate(200)
  const rates: EventsReport['rates'][number][] = []
  for (const eventsPerUnit of [1, 20]) {
    await fullRate(eventsPerUnit, 1)
    const shop = await fullRate(eventsPerUnit, seconds)
    const floor = await floorRate(BENCH_FLOOR_URL, { writers, eventsPerUnit, seconds })
    rates.push({ eventsPerUnit, shop, floor })
  }
  return { latency, consumers: runtime.modules.flatMap(({ consumers = [] }) => consumers).length, rates }
}

answerQuestions(
  (seconds) => measure(Number(seconds)),
  () => runtime.stop(),
)
