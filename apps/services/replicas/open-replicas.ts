import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { keptSecret } from '@merx/server'
import { startPostgres } from '@merx/server/postgres'
import { endLeftovers, notePrograms } from '../leftovers.ts'
import { openOutput } from '../output.ts'
import { checkPorts } from '../ports.ts'
import { keepRunning, type Program, type ProgramPlan } from '../program.ts'
import { planStand, standPorts } from '../stand.ts'
import { answeredBy, planNginx } from './nginx.ts'
import type { ReplicasSettings } from './settings.ts'

/** Copies of the whole shop on one database, behind nginx, as they run on this machine. */
export type Replicas = {
  readonly publicUrl: string
  readonly data: string
  readonly databaseUrl: string
  /** By name: `nginx`, `bank`, `redis` where there is one, and the copies. */
  readonly programs: ReadonlyMap<string, Program>
  /** Where each copy is reached past nginx. */
  readonly copyUrls: readonly string[]
  /** Restarts one copy after the other while the shop stays open. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export type ReplicasOpening = {
  readonly settings: ReplicasSettings
  /** Further variables for the environment of every copy. */
  readonly environment?: Readonly<Record<string, string>>
  /** What each copy runs; the server unless told. */
  readonly program?: string
  readonly say: (line: string) => void
}

const root = join(import.meta.dirname, '../../..')

/** Connections of one copy: for requests, consumers, loads, the clock and the log, and some to spare. */
const connections = 40

/** Starts the database, the bank and the cache, then the copies, then nginx. */
export async function openReplicas(opening: ReplicasOpening): Promise<Replicas> {
  const { settings, say } = opening
  await mkdir(settings.MERX_DATA, { recursive: true })
  const data = await realpath(settings.MERX_DATA)
  const postgres = await startPostgres({
    dataDir: data,
    log: say,
    settings: { max_connections: String(20 + connections * settings.MERX_COPIES) },
  })
  const programs = new Map<string, Program>()
  const output = await openOutput(data, say)
  const stop = async (): Promise<void> => {
    // nobody is let in any more; the copies finish before what they stand on goes
    await programs.get('nginx')?.stop()
    const [copies, rest] = [...programs.values()].reduce<[Program[], Program[]]>(
      ([some, others], program) =>
        program.name.startsWith('copy') ? [[...some, program], others] : [some, [...others, program]],
      [[], []],
    )
    await Promise.all(copies.map((program) => program.stop()))
    await Promise.all(rest.map((program) => program.stop()))
    await postgres.stop()
    output.close()
  }
  const keep = (plan: Omit<ProgramPlan, 'say' | 'print' | 'started'>): Promise<void> => {
    const started = () => notePrograms(data, programs)
    // its folder tells to which shop a program belongs
    const environment = { MERX_DATA: data, ...plan.environment }
    const program = keepRunning({ ...plan, environment, say, print: output.of(plan.name), started })
    programs.set(plan.name, program)
    started()
    return program.opened
  }
  try {
    await endLeftovers(data, say)
    const ports = portsOf(settings)
    await checkPorts(new Map([...ports].map(([name, port]) => [port, name])))
    const plans = await plansOf(opening, { data, ports, databaseUrl: postgres.url })
    await Promise.all(plans.stand.map(keep))
    const [first, ...others] = plans.copies
    // one alone: it fills an empty shop
    if (first) await keep(first)
    await Promise.all(others.map(keep))
    await keep(plans.nginx)
    const publicUrl = publicUrlOf(settings)
    const health = `http://127.0.0.1:${settings.PORT}/healthz`
    await untilServed(health)
    return {
      publicUrl,
      data,
      databaseUrl: postgres.url,
      programs,
      copyUrls: plans.copies.map(({ name }) => `http://127.0.0.1:${ports.get(name)}`),
      restart: async () => {
        for (const { name } of plans.copies) {
          await programs.get(name)?.halt()
          await programs.get(name)?.start()
          // nginx leaves a copy alone for a while that it could not reach: not before it is back may the next one go
          await untilServed(health, `127.0.0.1:${ports.get(name)}`)
        }
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** By name. */
type Ports = ReadonlyMap<string, number>

function portsOf({ PORT: port, MERX_COPIES: copies }: ReplicasSettings): Ports {
  return new Map([
    ['nginx', port],
    ['bank', port + 1],
    ['redis', standPorts(port).redis],
    ...Array.from({ length: copies }, (_, index): [string, number] => [`copy-${index + 1}`, port + 10 + index]),
  ])
}

function publicUrlOf({ PORT, MERX_PUBLIC_URL }: ReplicasSettings): string {
  return (MERX_PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/$/, '')
}

type Plan = Omit<ProgramPlan, 'say'>

type Plans = { readonly stand: readonly Plan[]; readonly copies: readonly Plan[]; readonly nginx: Plan }

type Place = { readonly data: string; readonly ports: Ports; readonly databaseUrl: string }

async function plansOf(opening: ReplicasOpening, { data, ports, databaseUrl }: Place): Promise<Plans> {
  const { settings, environment } = opening
  const publicUrl = publicUrlOf(settings)
  const bankUrl = `http://127.0.0.1:${ports.get('bank')}/dev/bank`
  const secret = await keptSecret(join(data, 'bank.secret'))
  const { plans, redisUrl } = planStand({ data, port: settings.PORT })
  const redis = process.env.REDIS_SERVER ? plans.filter(({ name }) => name === 'redis') : []
  const { NODE_ENV, LOG_LEVEL, MERX_STAFF_KEY, MERX_DEMO } = settings
  const bank: Plan = {
    name: 'bank',
    file: process.execPath,
    args: ['apps/bank/main.ts'],
    cwd: root,
    opening: 'The bank is open at',
    environment: {
      PORT: String(ports.get('bank')),
      BANK_API_KEY: secret,
      BANK_SECRET: secret,
      BANK_DATABASE: join(data, 'bank.sqlite'),
      BANK_PUBLIC_URL: `${publicUrl}/dev/bank`,
    },
  }
  const copies = [...ports].filter(([name]) => name.startsWith('copy'))
  return {
    stand: [bank, ...redis],
    copies: copies.map(([name, port]) => ({
      name,
      file: process.execPath,
      args: ['--max-semi-space-size=8', opening.program ?? 'apps/server/main.ts'],
      cwd: root,
      opening: 'Merx is open at',
      environment: {
        NODE_ENV,
        LOG_LEVEL,
        MERX_DEMO,
        ...(MERX_STAFF_KEY === undefined ? {} : { MERX_STAFF_KEY }),
        HOST: '127.0.0.1',
        PORT: String(port),
        MERX_DATA: data,
        MERX_PUBLIC_URL: publicUrl,
        DATABASE_URL: databaseUrl,
        MERX_BANK_URL: bankUrl,
        MERX_TRUST_PROXY: '127.0.0.1',
        // nginx does not ask whether a copy is ready: a copy that stops need not wait for it to
        MERX_DRAIN_SECONDS: '0.2',
        ...(redis.length > 0 && { REDIS_URL: redisUrl }),
        ...environment,
      },
    })),
    nginx: await planNginx({
      folder: join(data, 'nginx'),
      port: settings.PORT,
      copies: copies.map(([, port]) => port),
      bankPort: ports.get('bank') ?? 0,
    }),
  }
}

/** Waits until nginx answers, by a certain copy where one is named. */
async function untilServed(url: string, copy?: string): Promise<void> {
  const end = performance.now() + 15_000
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.body?.cancel()
    // where nginx tried several, the last one answered
    const by = answer?.headers.get(answeredBy)?.split(', ').at(-1)
    if (answer?.ok && (copy === undefined || by === copy)) return
    if (performance.now() > end) throw new Error(`${url} is not served${copy === undefined ? '' : ` by ${copy}`}`)
    await wait(50)
  }
}
