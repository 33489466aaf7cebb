import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHistogram } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { EventBus } from '@merx/kernel'
import { createLog, createMemoryBus } from '@merx/kernel/server'
import { deskHome, startHomes } from '@merx/kernel/testing'
import { nats } from '@merx/nats'
import { startNats } from '@merx/nats/testing'
import { startPostgres } from '@merx/server/postgres'

// node scripts/run.mjs bench/bus/run.ts [events]: what the bus adds between a commit and a consumer on another database

/** Milliseconds from the answer to the commit until the consumer is called, and what 16 writers get through. */
type Report = {
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number }
  readonly eventsPerSecond: number
}

type Buses = { readonly library: EventBus; readonly desk: EventBus }

async function main(events: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'merx-bench-bus-'))
  const postgres = await startPostgres({ dataDir, log: () => {} })
  process.env.TEST_DATABASE_URL = postgres.url
  const broker = await startNats()
  const log = createLog('warn')
  try {
    const memory = createMemoryBus({ followers: [deskHome] })
    const open = () => nats({ url: broker.url, log })
    const report = {
      at: new Date().toISOString(),
      cores: availableParallelism(),
      node: process.version,
      memory: await measure({ library: memory, desk: memory }, events),
      nats: await measure({ library: open(), desk: open() }, events),
    }
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`)
  } finally {
    await broker.close()
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measure(buses: Buses, events: number): Promise<Report> {
  let onNote: (ids: readonly string[]) => void = () => {}
  const homes = await startHomes(buses, { onNote: (ids) => onNote(ids) })
  const once = async (): Promise<number> => {
    const seen = Promise.withResolvers<number>()
    onNote = () => seen.resolve(performance.now())
    await homes.lend('a')
    const committed = performance.now()
    return (await seen.promise) - committed
  }
  try {
    for (let warm = 0; warm < 20; warm += 1) await once()
    const latency = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 })
    for (let n = 0; n < events; n += 1) {
      latency.record(Math.max(Math.round((await once()) * 1_000), 1))
      await wait(10 + Math.random() * 20)
    }
    const percentile = (share: number) => latency.percentile(share) / 1_000

    const all = events * 10
    let noted = 0
    const done = Promise.withResolvers<void>()
    onNote = (ids) => {
      noted += ids.length
      if (noted >= all) done.resolve()
    }
    const started = performance.now()
    let lent = 0
    const write = async (writer: number): Promise<void> => {
      for (; lent < all; ) {
        lent += 1
        await homes.lend(`book ${writer}`)
      }
    }
    await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)))
    await done.promise
    const seconds = (performance.now() - started) / 1_000
    return {
      latency: { p50: percentile(50), p95: percentile(95), p99: percentile(99) },
      eventsPerSecond: Math.round(all / seconds),
    }
  } finally {
    await homes.close()
    await Promise.all([...new Set([buses.library, buses.desk])].map((bus) => bus.close()))
  }
}

await main(Number(process.argv[2] ?? 300))
