import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { filledSeams, readSettings } from '@merx/kernel/server'
import { freePort } from '@merx/server/postgres'
import { freePorts, keepRunning, openSplit, splitSettings } from '@merx/services'
import { modules } from '../../merx.config.ts'
import { type Child, shopFlags, startChild } from '../child.ts'
import { type Side, type SideReport, summary, type TakenRound, takeRound } from './side.ts'
import { stockUp } from './stock-up.ts'

// npm run bench -- split [--seconds 30] [--rounds 5] [--connections 8]: purchases in the full split beside one process, in turn

const root = join(import.meta.dirname, '../..')
const staffKey = 'who-measures-the-shop-fills-its-shelves'

type SplitReport = {
  readonly at: string
  readonly cores: number
  readonly node: string
  readonly connections: number
  readonly sides: readonly SideReport[]
  /** Purchases a second in the split to those in one process: the median over the rounds. */
  readonly ratio: number
}

/** Measures guest checkouts, from an empty cart to a confirmed order paid at the door. */
export async function measureSplit(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '30' },
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '8' },
      out: { type: 'string' },
    },
  })
  const [rounds, connections] = [Number(values.rounds), Number(values.connections)]
  const seconds = Number(values.seconds) / rounds
  const data = await mkdtemp(join(tmpdir(), 'merx-bench-split-'))
  const undo: (() => Promise<unknown>)[] = [() => rm(data, { recursive: true, force: true })]
  const tell = (line: string): void => void process.stderr.write(`${line}\n`)
  try {
    const sides = [await openOne(join(data, 'one'), undo, tell), await openMany(join(data, 'many'), undo, tell)]
    const loads: { readonly side: Side; readonly load: Child; readonly taken: TakenRound[] }[] = []
    for (const side of sides) {
      const [goods, pages] = [join(data, `${side.name}.goods`), join(data, 'pages')]
      await writeFile(goods, await stockUp(`http://127.0.0.1:${side.port}`, staffKey))
      await writeFile(pages, '')
      const load = await startChild(new URL('../load/load-process.ts', import.meta.url), {
        env: { NODE_ENV: 'production', BENCH_GOODS: goods, BENCH_PAGES: pages },
      })
      undo.push(load.stop)
      loads.push({ side, load, taken: [] })
    }
    for (let round = 0; round <= rounds; round += 1) {
      for (const { side, load, taken } of loads) {
        const one = await takeRound(side, load, { seconds, connections })
        tell(`${side.name}: ${one.perSecond.toFixed(1)} a second`)
        // the first does not count: code is still being compiled
        if (round > 0) taken.push(one)
      }
    }
    const ratios = Array.from({ length: rounds }, (_, round) => {
      const [one, many] = loads.map(({ taken }) => taken[round]?.perSecond ?? 0)
      return (many ?? 0) / (one ?? 1)
    }).sort((a, b) => a - b)
    const report: SplitReport = {
      at: new Date().toISOString(),
      cores: availableParallelism(),
      node: process.version,
      connections,
      sides: loads.map(({ side, taken }) => summary(side, taken)),
      ratio: ratios[Math.floor(rounds / 2)] ?? 0,
    }
    const json = `${JSON.stringify(report, (_name, value) => rounded(value), 2)}\n`
    if (values.out === undefined) process.stdout.write(json)
    else await writeFile(values.out, json)
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

type Undo = (() => Promise<unknown>)[]

const production = { NODE_ENV: 'production', LOG_LEVEL: 'error', MERX_STAFF_KEY: staffKey, MERX_DRAIN_SECONDS: '0' }

async function openOne(data: string, undo: Undo, say: (line: string) => void): Promise<Side> {
  const port = await freePort()
  const shop = keepRunning({
    name: 'shop',
    file: process.execPath,
    args: [...shopFlags, 'apps/server/main.ts'],
    cwd: root,
    environment: {
      ...production,
      PORT: String(port),
      HOST: '127.0.0.1',
      MERX_DATA: data,
      MERX_PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
    opening: 'Merx is open at',
    say,
  })
  undo.push(shop.stop)
  await shop.opened
  return { name: 'one process', port, cluster: join(data, 'postgres'), programs: new Map([['shop', shop]]) }
}

async function openMany(data: string, undo: Undo, say: (line: string) => void): Promise<Side> {
  const port = await freePorts(40)
  const given = {
    ...production,
    PORT: String(port),
    MERX_DATA: data,
    MERX_PUBLIC_URL: `http://127.0.0.1:${port}`,
  }
  const { MERX_DRAIN_SECONDS, ...ofSplit } = given
  const split = await openSplit({
    settings: filledSeams(readSettings([splitSettings], ofSplit))(splitSettings),
    modules: modules.map(({ name }) => name),
    withGateway: false,
    environment: { MERX_DRAIN_SECONDS },
    say,
  })
  undo.push(split.stop)
  return { name: 'the split', port, cluster: join(data, 'postgres'), programs: split.programs }
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value
}
