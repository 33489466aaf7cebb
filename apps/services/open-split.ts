import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres } from '@merx/server/postgres'
import { makeDatabases } from './databases.ts'
import { edge, planServices, type ServicePlan } from './plan.ts'
import { keepRunning, type Program } from './program.ts'
import type { SplitSettings } from './settings.ts'

/** The full split as it runs on this machine. */
export type Split = {
  readonly publicUrl: string
  /** Every program of it by name: the modules, `edge`, `nats` and `redis`. */
  readonly programs: ReadonlyMap<string, Program>
  readonly databaseUrl: (module: string) => string
  stop(): Promise<void>
}

export type Opening = {
  readonly settings: SplitSettings
  readonly modules: readonly string[]
  /** Further variables for the environment of every process. */
  readonly environment?: Readonly<Record<string, string>>
  readonly say: (line: string) => void
}

const root = join(import.meta.dirname, '../..')

/** Starts what the modules stand on, then a process for each module, then the edge. */
export async function openSplit({ settings, modules, environment = {}, say }: Opening): Promise<Split> {
  const { PORT: port } = settings
  const publicUrl = (settings.MERX_PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, '')
  await mkdir(settings.MERX_DATA, { recursive: true })
  const data = await realpath(settings.MERX_DATA)
  // six connections for requests, six for consumers, six for loads and four for the clock and the log, for each module
  const postgres = await startPostgres({ dataDir: data, log: say, settings: { max_connections: '400' } })
  const programs = new Map<string, Program>()
  const stop = async (): Promise<void> => {
    const stopped = [...programs.values()].reverse()
    const [first, ...rest] = stopped
    // the edge first: nobody is let in any more while the others finish
    await first?.stop()
    await Promise.all(rest.map((program) => program.stop()))
    await postgres.stop()
  }
  try {
    const databaseUrl = await makeDatabases(postgres.url, modules)
    const keep = (plan: Parameters<typeof keepRunning>[0]): Program => {
      const program = keepRunning(plan)
      programs.set(plan.name, program)
      return program
    }
    const stand = await openStand({ data, port, keep, say })
    const plans = planServices({
      ...stand,
      modules,
      port,
      publicUrl,
      data,
      databaseUrl,
      graphqlUrl: undefined,
      settings: { ...handedOn(settings), ...environment },
    })
    const open = (plan: ServicePlan) =>
      keep({
        name: plan.name,
        file: process.execPath,
        args: ['apps/server/main.ts'],
        cwd: root,
        environment: plan.environment,
        opening: 'Merx is open at',
        say,
      }).opened
    await Promise.all(plans.filter(({ name }) => name !== edge).map(open))
    await Promise.all(plans.filter(({ name }) => name === edge).map(open))
    return { publicUrl, programs, databaseUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Standing = {
  readonly data: string
  readonly port: number
  readonly keep: (plan: Parameters<typeof keepRunning>[0]) => Program
  readonly say: (line: string) => void
}

/** The broker and the cache. */
async function openStand({ data, port, keep, say }: Standing) {
  const [nats, redis] = [port + 1, port + 2]
  await Promise.all(
    [
      {
        name: 'nats',
        file: 'nats-server',
        args: ['-a', '127.0.0.1', '-p', String(nats), '-js', '-sd', join(data, 'nats')],
        opening: 'Server is ready',
      },
      {
        name: 'redis',
        file: 'redis-server',
        args: ['--bind', '127.0.0.1', '--port', String(redis), '--save', '', '--appendonly', 'no'],
        opening: 'Ready to accept connections',
      },
    ].map((plan) => keep({ ...plan, say: (line) => (/\bINF\b|\d+:[MC] /.test(line) ? undefined : say(line)) }).opened),
  )
  return {
    busUrl: `nats://127.0.0.1:${nats}`,
    redisUrl: `redis://127.0.0.1:${redis}`,
  }
}

function handedOn({ NODE_ENV, LOG_LEVEL, MERX_STAFF_KEY, MERX_DEMO }: SplitSettings): Readonly<Record<string, string>> {
  return { NODE_ENV, LOG_LEVEL, MERX_DEMO, ...(MERX_STAFF_KEY === undefined ? {} : { MERX_STAFF_KEY }) }
}
