import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, type Database, filledSeams, readSettings } from '@merx/kernel/server'
import { freePorts, openSplit, type Program, splitSettings } from '@merx/services'
import { modules } from '../../../merx.config.ts'
import { probeModule } from '../probe.ts'
import { type BankProcess, startBank } from '../processes.ts'
import { newRandom } from '../random.ts'
import type { Store } from './merged-tables.ts'
import { buildRoad, type Road } from './rough-road.ts'

/** The full split of the modules that ship and the probe, whose calls to each other take roads that a test makes rough. */
export type ChaosSplit = {
  readonly url: string
  readonly data: string
  readonly bank: BankProcess
  readonly stores: readonly Store[]
  /** Where copies of what the stores hold are put together. */
  readonly merged: Database['clock']
  store(module: string): Store
  program(name: string): Program
  /** To a module. */
  road(module: string): Road
  /** Nobody gets to the database of a module while the body runs, and who was there is sent away. */
  withoutDatabase(module: string, body: () => Promise<unknown>): Promise<void>
  /** Resolves when the process of a module, or the edge, says that it is ready. */
  ready(name: string): Promise<void>
  /** What the programs have printed so far. */
  output(): readonly string[]
  stop(): Promise<void>
  /** Removes what it has kept, logs included. */
  clear(): Promise<void>
}

const all = [...modules, probeModule]

/** More ports than the split takes. */
const ports = 40

export async function openChaosSplit(seed: number): Promise<ChaosSplit> {
  const data = await mkdtemp(join(tmpdir(), 'merx-chaos-split-'))
  const port = await freePorts(ports)
  const url = `http://127.0.0.1:${port}`
  const bank = await startBank(data)
  const targets = new Map<string, string>()
  const roads = new Map<string, Road>()
  for (const [index, { name }] of all.entries()) {
    roads.set(name, await buildRoad(() => targets.get(name) ?? '', newRandom(seed * 1_000 + index)))
  }
  const printed: string[] = []
  const given = { PORT: String(port), MERX_DATA: data, MERX_PUBLIC_URL: url }
  const split = await openSplit({
    settings: filledSeams(readSettings([splitSettings], given))(splitSettings),
    modules: all.map(({ name }) => name),
    withGateway: false,
    environment: { BANK_URL: bank.url, BANK_KEY: bank.key, MERX_PAYMENT_MINUTES: '60', MERX_MAX_LAG: '10000' },
    // processes are killed here, the machine is not
    database: { fsync: 'off', full_page_writes: 'off' },
    program: 'tests/chaos/server.ts',
    reach: (module, target) => {
      targets.set(module, target)
      return found(roads, module).url
    },
    say: (line) => printed.push(`${new Date().toISOString()} ${line}`),
  }).catch(async (error: unknown) => {
    await bank.end('SIGKILL')
    throw new Error(`The split did not open, see ${data}\n${printed.join('\n')}`, { cause: error })
  })

  const databases = all.map((module) => ({ module, database: connect({ url: split.databaseUrl(module.name) }) }))
  const stores = databases.map(({ module, database }) => ({
    name: module.name,
    modules: [module],
    sql: database.clock,
  }))
  const ofServer = new URL(split.databaseUrl('ordering'))
  ofServer.pathname = '/postgres'
  const server = connect({ url: ofServer.href })
  await server.clock`create database merx_merged`
  ofServer.pathname = '/merx_merged'
  const merged = connect({ url: ofServer.href })

  return {
    url,
    data,
    bank,
    stores,
    merged: merged.clock,
    store: (module) => found(new Map(stores.map((one) => [one.name, one])), module),
    program: (name) => found(split.programs, name),
    road: (module) => found(roads, module),
    withoutDatabase: async (module, body) => {
      const sql = server.clock
      const name = new URL(split.databaseUrl(module)).pathname.slice(1)
      await sql`alter database ${sql(name)} with allow_connections false`
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`
      await body()
      await sql`alter database ${sql(name)} with allow_connections true`
    },
    ready: async (name) => {
      const ownUrl = name === 'edge' ? url : targets.get(name)
      if (ownUrl) while (!(await fetch(`${ownUrl}/readyz`).catch(() => undefined))?.ok) await wait(20)
    },
    output: () => printed,
    stop: async () => {
      await Promise.all([...databases.map(({ database }) => database.end()), server.end(), merged.end()])
      await split.stop()
      await Promise.all([...roads.values()].map((road) => road.close()))
      await bank.end('SIGKILL')
    },
    clear: () => rm(data, { recursive: true, force: true }),
  }
}

function found<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const value = map.get(name)
  if (value === undefined) throw new Error(`The split has no '${name}'`)
  return value
}
