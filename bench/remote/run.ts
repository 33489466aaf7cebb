import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog, createRemote, systemFrame } from '@merx/kernel/server'
import { startPostgres } from '@merx/server/postgres'
import { Pool } from 'undici'
import { startChild } from '../child.ts'
import { processorTime } from '../measure/processor-time.ts'
import type { Addresses, LocalReport } from './answering-process.ts'
import { list, secret } from './shelf.ts'

// node scripts/run.mjs bench/remote/run.ts [calls a round]: what it costs that a module lives in another process

/** One way to ask for so many pieces. */
type Way = (limit: number) => Promise<unknown>

/** Microseconds a call: of the processors on both sides together, and of waiting where calls go one after the other. */
type Cost = { readonly processor: number; readonly median: number }

const rounds = 9
/** Rounds in which the code is still being compiled. */
const warmUps = 3
const atOnce = 8

async function main(calls: number): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'merx-bench-remote-'))
  const postgres = await startPostgres({ dataDir: data, log: () => {} })
  const answering = await startChild(new URL('./answering-process.ts', import.meta.url), {
    env: { NODE_ENV: 'production', DATABASE_URL: postgres.url },
  })
  const { door, floor } = (await answering.ask('where')) as Addresses
  const remote = createRemote({ urls: { shelf: door }, secret, log: createLog('warn') })
  const pool = new Pool(floor, { connections: 100, pipelining: 1 })
  try {
    const ways: Readonly<Record<'floor' | 'remote', Way>> = {
      floor: (limit) => bareTrip(pool, limit),
      remote: (limit) => remote.call(list, { limit }, systemFrame('4bf92f3577b34da6a3ce929d0e0e4736')),
    }
    const local = (await answering.ask(calls * 20)) as LocalReport
    const trips = []
    for (const limit of [1, 24]) trips.push(await compare(ways, { limit, calls, pid: answering.pid }))
    const report = {
      at: new Date().toISOString(),
      cores: availableParallelism(),
      node: process.version,
      local: { ...local, over: local.call - local.bare },
      trips,
    }
    process.stdout.write(`${JSON.stringify(report, (_name, value) => rounded(value), 2)}\n`)
  } finally {
    await remote.close()
    await pool.close()
    await answering.stop()
    await postgres.stop()
    await rm(data, { recursive: true, force: true })
  }
}

async function bareTrip(pool: Pool, limit: number): Promise<unknown> {
  const { body } = await pool.request({
    path: '/floor',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'call', operation: 'shelf.list', input: { limit } }),
  })
  return body.json()
}

type Load = { readonly limit: number; readonly calls: number; readonly pid: number }

/** In turns, so that what else the machine does falls on both; the round in the middle of each counts. */
async function compare(ways: Readonly<Record<'floor' | 'remote', Way>>, load: Load) {
  const costs: { floor: Cost; remote: Cost }[] = []
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const pair = { floor: await costOf(ways.floor, load), remote: await costOf(ways.remote, load) }
    if (round >= warmUps) costs.push(pair)
  }
  const middle = (pick: (pair: (typeof costs)[number]) => number): number => median(costs.map(pick))
  return {
    pieces: load.limit,
    floor: { processor: middle(({ floor }) => floor.processor), median: middle(({ floor }) => floor.median) },
    remote: { processor: middle(({ remote }) => remote.processor), median: middle(({ remote }) => remote.median) },
    ratio: {
      processor: middle(({ floor, remote }) => remote.processor / floor.processor),
      median: middle(({ floor, remote }) => remote.median / floor.median),
    },
  }
}

async function costOf(way: Way, { limit, calls, pid }: Load): Promise<Cost> {
  const before = bothProcessors(pid)
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = 0; index < calls / atOnce; index += 1) await way(limit)
    }),
  )
  const processor = (bothProcessors(pid) - before) / calls
  const waits: number[] = []
  for (let index = 0; index < calls / 4; index += 1) {
    const began = performance.now()
    await way(limit)
    waits.push((performance.now() - began) * 1_000)
  }
  return { processor, median: median(waits) }
}

function bothProcessors(pid: number): number {
  const { user, system } = process.cpuUsage()
  return user + system + processorTime(pid)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value
}

await main(Number(process.argv[2] ?? 4_000))
