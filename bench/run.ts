import { writeFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import postgres from 'postgres'
import { startChild } from './child.ts'
import type { EventsReport } from './events/events-process.ts'
import { type Laboratory, openLaboratory } from './laboratory.ts'
import type { Spread } from './load/draw.ts'
import { type ScenarioName, scenarioNames } from './load/scenarios.ts'
import { type Comparison, compare, type Side } from './measure/compare.ts'
import { residentMemory } from './measure/processor-time.ts'
import { measureStartUp } from './measure/start-up.ts'
import { type Options, readOptions, UsageError } from './options.ts'
import { type Report, tables } from './report/table.ts'
import { prepareShop } from './shop/prepare.ts'
import { measureSplit } from './split/run.ts'

/** Which sides a scenario has, and by which spreads its goods are drawn. */
const plans: Readonly<Record<ScenarioName, { readonly sides: readonly Side[]; readonly spreads: readonly Spread[] }>> =
  {
    list: { sides: ['shop', 'floor'], spreads: ['zipf', 'uniform'] },
    product: { sides: ['shop', 'floor'], spreads: ['zipf', 'uniform'] },
    cart: { sides: ['shop', 'floor', 'at-once'], spreads: ['zipf', 'uniform'] },
    'order-cash': { sides: ['shop', 'floor', 'at-once'], spreads: ['zipf'] },
    'order-card': { sides: ['shop', 'floor', 'at-once'], spreads: ['zipf'] },
    // its floor would be a second bank and a second shop to it: the CPU time tells what the way through both costs
    purchase: { sides: ['shop'], spreads: ['zipf'] },
  }

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const { products, connections, data, only, profile, out } = options
  const tell = (message: string): void => void process.stderr.write(`${message}\n`)
  tell(`A shop of ${products} products in ${data}`)
  const loading = await prepareShop(data, products)
  const start = only.includes('start') ? await measureStartUp(data) : undefined
  const laboratory = await openLaboratory(data, profile)
  try {
    const comparisons: Comparison[] = []
    for (const scenario of scenarioNames.filter((name) => only.includes(name))) {
      for (const spread of plans[scenario].spreads) {
        tell(`${scenario}, ${spread}`)
        comparisons.push(await compare(laboratory, { ...options, scenario, spread, sides: plans[scenario].sides }))
      }
    }
    const loadedBytes = residentMemory(laboratory.shop.pid)
    const events = only.includes('events') ? await measureEvents(laboratory, options) : undefined
    const report: Report = {
      at: new Date().toISOString(),
      machine: await describeMachine(laboratory),
      products,
      connections,
      loading,
      ...(start && { start }),
      comparisons,
      ...(events && { events }),
      loadedBytes,
    }
    process.stdout.write(`${tables(report)}\n`)
    const json = JSON.stringify(report, undefined, 2)
    if (out === undefined) process.stdout.write(`\n${json}\n`)
    else await writeFile(out, `${json}\n`)
  } finally {
    await laboratory.close()
  }
}

async function measureEvents({ databases }: Laboratory, { data, seconds }: Options): Promise<EventsReport> {
  const child = await startChild(new URL('./events/events-process.ts', import.meta.url), {
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: databases.bench_events,
      BENCH_FLOOR_URL: databases.bench_floor,
      BENCH_DATA: data,
    },
  })
  try {
    return (await child.ask(seconds)) as EventsReport
  } finally {
    await child.stop()
  }
}

async function describeMachine({ databases }: Laboratory): Promise<Report['machine']> {
  const sql = postgres(databases.bench_floor, { max: 1 })
  const [version] = await sql<{ server_version: string }[]>`show server_version`
  await sql.end()
  return {
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: version?.server_version ?? '',
  }
}

const [first, ...others] = process.argv.slice(2)

const run = first === 'split' ? measureSplit(others) : main(process.argv.slice(2))
run.catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof UsageError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exitCode = 1
})
