import { readFileSync } from 'node:fs'
import { createHistogram } from 'node:perf_hooks'
import { answerQuestions } from '../child.ts'
import { openConnection } from './connection.ts'
import { createDraw, type Spread } from './draw.ts'
import { type Goods, type ScenarioName, scenarios } from './scenarios.ts'

/** One round of load on one server. */
export type Round = {
  readonly scenario: ScenarioName
  readonly spread: Spread
  readonly seconds: number
  readonly connections: number
  readonly port: number
  readonly base: string
  readonly bankPort: number | undefined
  /** Latencies of equal names are put together. */
  readonly name: string
}

export type RoundReport = {
  readonly done: number
  readonly failed: number
  readonly firstFailure: string | undefined
  readonly milliseconds: number
  /** Of this process. */
  readonly cpuMicroseconds: number
  /** Of all rounds of this name so far. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number }
}

const host = '127.0.0.1'
const pages = readFileSync(process.env.BENCH_PAGES ?? '', 'utf8')
  .trimEnd()
  .split('\n')
const goods = readFileSync(process.env.BENCH_GOODS ?? '', 'utf8')
  .trimEnd()
  .split('\n')
const latencies = new Map<string, ReturnType<typeof createHistogram>>()

async function run({
  scenario,
  spread,
  seconds,
  connections,
  port,
  base,
  bankPort,
  name,
}: Round): Promise<RoundReport> {
  const draw = drawGoods(spread)
  const latency = latencies.get(name) ?? createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 })
  latencies.set(name, latency)
  const places = await Promise.all(
    Array.from({ length: connections }, async () => ({
      shop: await openConnection(host, port),
      base,
      bank: bankPort === undefined ? undefined : await openConnection(host, bankPort),
    })),
  )
  let done = 0
  let failed = 0
  let firstFailure: string | undefined
  const cpu = process.cpuUsage()
  const started = performance.now()
  const end = started + seconds * 1_000
  await Promise.all(
    places.map(async (place) => {
      for (let begun = performance.now(); begun < end; begun = performance.now()) {
        try {
          await scenarios[scenario](place, draw())
          latency.record(Math.max(Math.round((performance.now() - begun) * 1_000), 1))
          done += 1
        } catch (error) {
          failed += 1
          firstFailure ??= String(error)
        }
      }
    }),
  )
  const milliseconds = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  for (const { shop, bank } of places) {
    shop.close()
    bank?.close()
  }
  const percentile = (share: number) => latency.percentile(share) / 1_000
  return {
    done,
    failed,
    firstFailure,
    milliseconds,
    cpuMicroseconds: user + system,
    latency: { p50: percentile(50), p95: percentile(95), p99: percentile(99) },
  }
}

/** The lists are in random order already, so a place in them is a rank. */
function drawGoods(spread: Spread): () => Goods {
  const [drawProduct, drawPage] = [createDraw(goods.length, spread), createDraw(pages.length, spread)]
  return () => {
    const [slug = '', variantId = ''] = goods[drawProduct()]?.split('\t') ?? []
    return { slug, variantId, page: pages[drawPage()] ?? '' }
  }
}

answerQuestions(
  (round) => run(round as Round),
  async () => {},
)
