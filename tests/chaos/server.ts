import { join } from 'node:path'
import { settings } from '@merx/kernel'
import {
  createDoor,
  createHttp,
  createLog,
  createRuntime,
  filledSeams,
  httpSettings,
  isLostConnection,
  readPlacement,
  readSettings,
  servicesSettings,
} from '@merx/kernel/server'
import { diskStore } from '@merx/media'
import { sandbox } from '@merx/sandbox'
import { connectPlaces } from '@merx/server'
import { startPostgres } from '@merx/server/postgres'
import { z } from 'zod'
import { modules, providers } from '../../merx.config.ts'
import { stockShop } from './goods.ts'
import { probeModule } from './probe.ts'

/**
 * The shop as a process that a test kills: the modules and providers that ship and the probe, without the pages. Its bank is outside.
 * It tells its parent when it is open, and ends with it. As one process of a split it has the modules that it is told to have.
 */
const chaosSettings = settings(
  'chaos',
  z.object({
    PORT: z.coerce.number().int(),
    MERX_DATA: z.string(),
    DATABASE_URL: z.string().optional(),
    LOG_LEVEL: z.string().default('warn'),
    MERX_BUS: z.string().optional(),
    /** Told to every process of a split; the goods here are the test's own. */
    MERX_DEMO: z.string().optional(),
    MERX_WEB_CONNECTIONS: z.coerce.number().int().default(8),
    /** Where buyers and the bank find the shop, the same for all its processes. */
    MERX_PUBLIC_URL: z.url(),
    BANK_URL: z.url(),
    BANK_KEY: z.string(),
    /** How far the shop's clock is ahead of the bank's: orders expire in a test that does not wait for it. */
    CLOCK_AHEAD_SECONDS: z.coerce.number().default(0),
  }),
)

process.on('unhandledRejection', (reason) => {
  if (!isLostConnection(reason)) fail(reason)
})

async function main(): Promise<void> {
  const told = Promise.withResolvers<void>()
  process.once('SIGTERM', () => told.resolve())
  process.once('disconnect', () => told.resolve())

  const all = [...modules, probeModule]
  const names = all.map(({ name }) => name)
  const services = servicesSettings(names)
  const moduleSettings = all.flatMap((module) => module.settings ?? [])
  const provisions = readSettings([chaosSettings, httpSettings, services, ...moduleSettings], process.env)
  const placement = readPlacement(process.env, names)
  const read = filledSeams(provisions)
  const own = read(chaosSettings)
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const needsDatabase = placement.here.length > 0 && own.DATABASE_URL === undefined
  const postgres = needsDatabase ? await startPostgres({ dataDir: own.MERX_DATA, log: say }) : undefined
  const databaseUrl = own.DATABASE_URL ?? postgres?.url
  const bank = sandbox({
    url: own.BANK_URL,
    apiKey: own.BANK_KEY,
    webhookSecret: own.BANK_KEY,
    webhookUrl: `${own.MERX_PUBLIC_URL}/api/v1/payments/webhooks/sandbox`,
  })
  const media = diskStore(join(own.MERX_DATA, 'media'))
  const log = createLog(own.LOG_LEVEL)
  const timeout = read(services).MERX_SERVICE_TIMEOUT * 1_000
  const development = true
  const places = { placement, settings: own, databaseUrl, timeout, development, log, modules: all }
  const connections = await connectPlaces(places)
  const runtime = await createRuntime({
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(connections.apart && { apart: connections.apart }),
    modules: all,
    provisions: [...provisions, ...providers({ media, bank })],
    log,
    development,
    now: () => new Date(Date.now() + own.CLOCK_AHEAD_SECONDS * 1_000),
    webConnections: own.MERX_WEB_CONNECTIONS,
  })
  await runtime.start()
  const meetsBuyers = placement.here.length === 0 || placement.here.length === all.length
  if (meetsBuyers) await stockShop(runtime)
  const operations = runtime.here.flatMap((module) => module.operations)
  const door = createDoor({
    secret: placement.secret,
    operations,
    participant: runtime.participant,
    log,
    bodyLimit: read(services).MERX_SERVICE_BODY_LIMIT,
  })
  const http = await createHttp(meetsBuyers ? runtime : { ...runtime, modules: runtime.here, operations }, {
    settings: read(httpSettings),
    extend: [door],
  })
  await http.listen({ port: own.PORT })
  process.send?.({ databaseUrl })
  say(`Merx is open at ${own.MERX_PUBLIC_URL}`)

  await told.promise
  await http.close()
  await runtime.stop()
  await connections.close()
  await postgres?.stop()
  process.exit(0)
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

main().catch(fail)
