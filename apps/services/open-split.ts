import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { keptSecret } from '@merx/server'
import { startPostgres } from '@merx/server/postgres'
import { makeDatabases } from './databases.ts'
import { gateway, gatewayPort, planGateway } from './gateway.ts'
import { endLeftovers, notePrograms } from './leftovers.ts'
import { openOutput } from './output.ts'
import { edge, planServices, portOf, type ServicePlan } from './plan.ts'
import { checkPorts } from './ports.ts'
import { keepRunning, type Program, type ProgramPlan } from './program.ts'
import type { SplitSettings } from './settings.ts'
import { planStand, standPorts } from './stand.ts'

/** The full split as it runs on this machine. */
export type Split = {
  readonly publicUrl: string
  /** Of GraphQL over the modules' subgraphs, where its gateway runs. */
  readonly gatewayUrl: string
  /** The folder of all that it keeps, its logs among it. */
  readonly data: string
  /** Every program of it by name: the modules, `edge`, `gateway`, `nats` and `redis`. */
  readonly programs: ReadonlyMap<string, Program>
  readonly databaseUrl: (module: string) => string
  stop(): Promise<void>
}

export type Opening = {
  readonly settings: SplitSettings
  readonly modules: readonly string[]
  /** Further variables for the environment of every process. */
  readonly environment?: Readonly<Record<string, string>>
  /** Of the one PostgreSQL that has all the databases. */
  readonly database?: Readonly<Record<string, string>>
  /** Whether the GraphQL gateway runs too, where it is installed; it does unless told. */
  readonly withGateway?: boolean
  /** What each process runs; the server unless told. */
  readonly program?: string
  /** Where others reach a module's process at an address; there, unless told. */
  readonly reach?: (module: string, url: string) => string
  readonly say: (line: string) => void
}

const root = join(import.meta.dirname, '../..')

// the young generation would else grow to three times 16 MB in each process and stay so
const nodeOptions = ['--max-semi-space-size=8']

/** Starts what the modules stand on, then a process for each module, then the edge. */
export async function openSplit(opening: Opening): Promise<Split> {
  const { settings, modules, withGateway = true, say } = opening
  const { PORT: port } = settings
  await mkdir(settings.MERX_DATA, { recursive: true })
  const data = await realpath(settings.MERX_DATA)
  // six connections for requests, six for consumers, eight for loads and three for the clock, for each module
  const database = { max_connections: '400', ...opening.database }
  const postgres = await startPostgres({ dataDir: data, log: say, settings: database })
  const programs = new Map<string, Program>()
  const output = await openOutput(data, say)
  const stop = async (): Promise<void> => {
    const modulesLast = [...programs.values()].filter(({ name }) => modules.includes(name))
    const rest = [...programs.values()].filter(({ name }) => name !== edge && !modules.includes(name))
    // nobody is let in any more while the others finish, and what they stand on goes last
    await programs.get(edge)?.stop()
    await Promise.all(modulesLast.map((program) => program.stop()))
    await Promise.all(rest.map((program) => program.stop()))
    await postgres.stop()
    output.close()
  }
  const keep = (plan: Omit<ProgramPlan, 'say' | 'print' | 'started'>): Promise<void> => {
    const started = () => notePrograms(data, programs)
    // its folder tells to which split a program belongs
    const program = keepRunning({
      ...plan,
      environment: { MERX_DATA: data, ...plan.environment },
      say,
      print: output.of(plan.name),
      started,
    })
    programs.set(plan.name, program)
    started()
    return program.opened
  }
  try {
    await endLeftovers(data, say)
    await checkPorts(portsOf(opening))
    const databaseUrl = await makeDatabases(postgres.url, modules)
    const publicUrl = (settings.MERX_PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, '')
    const { plans: standing, ...stand } = planStand({ data, port })
    await Promise.all(standing.map(keep))
    const plans = planServices({
      ...stand,
      modules,
      port,
      publicUrl,
      data,
      databaseUrl,
      secret: await keptSecret(join(data, 'services.secret')),
      reach: opening.reach,
      settings: { ...handedOn(settings), ...opening.environment },
    })
    const open = ({ name, environment }: ServicePlan) =>
      keep({
        name,
        file: process.execPath,
        args: [...nodeOptions, opening.program ?? 'apps/server/main.ts'],
        cwd: root,
        environment,
        opening: 'Merx is open at',
      })
    await Promise.all(plans.filter(({ name }) => name !== edge).map(open))
    await Promise.all([
      ...plans.filter(({ name }) => name === edge).map(open),
      ...(withGateway ? planGateway({ modules, port, settings, environment: opening.environment }) : []).map(keep),
    ])
    return { publicUrl, gatewayUrl: `http://127.0.0.1:${gatewayPort(port)}`, data, programs, databaseUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The ports of all programs, with their names. */
function portsOf({ settings: { PORT: port }, modules }: Opening): ReadonlyMap<number, string> {
  const stand = standPorts(port)
  return new Map([
    [port, edge],
    [stand.nats, 'nats'],
    [stand.redis, 'redis'],
    [gatewayPort(port), gateway],
    ...modules.map((module): [number, string] => [portOf({ modules, port }, module), module]),
  ])
}

function handedOn({ NODE_ENV, LOG_LEVEL, MERX_STAFF_KEY, MERX_DEMO }: SplitSettings): Readonly<Record<string, string>> {
  return { NODE_ENV, LOG_LEVEL, MERX_DEMO, ...(MERX_STAFF_KEY === undefined ? {} : { MERX_STAFF_KEY }) }
}
