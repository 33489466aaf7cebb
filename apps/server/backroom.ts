import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  createLog,
  createRuntime,
  filledSeams,
  type GraphqlSettings,
  graphqlSettings,
  type HttpSettings,
  httpSettings,
  type Placement,
  type Runtime,
  readPlacement,
  readSettings,
  type ServicesSettings,
  servicesSettings,
} from '@merx/kernel/server'
import { diskStore, type MediaStore } from '@merx/media'
import { modules, providers } from '../../merx.config.ts'
import { type Bank, openBank } from './bank.ts'
import { keptSecret } from './kept-secret.ts'
import { type Connections, connectPlaces } from './placing.ts'
import { startPostgres } from './postgres/start-postgres.ts'
import { publicOriginOf } from './public-address.ts'
import { type ServerSettings, serverSettings } from './settings.ts'
import { openSharing, type Sharing } from './sharing.ts'
import { vouching, vouchingSettings } from './vouching.ts'

/** A shop without its doors: what the server and the command line both work on. */
export type Backroom = {
  readonly runtime: Runtime
  /** Of this process among the others of the shop. */
  readonly placement: Placement
  readonly settings: ServerSettings
  readonly httpSettings: HttpSettings
  readonly graphqlSettings: GraphqlSettings
  readonly servicesSettings: ServicesSettings
  readonly publicUrl: string
  /** Scheme and host under which buyers know the shop; absent where each request says them. */
  readonly publicOrigin: string | undefined
  readonly media: MediaStore
  /** The sandbox bank; absent in production. */
  readonly bank: Bank | undefined
  readonly sharing: Sharing
  /** Tells the person at the terminal. */
  say(message: string): void
  stop(): Promise<void>
}

type Opening = {
  /** Throws where the settings will not do, before anything is touched. */
  readonly check?: (settings: ServerSettings) => void
}

/** Reads the environment, starts or finds the database, migrates it and puts the modules together. */
export async function openBackroom(
  environment: Readonly<Record<string, string | undefined>>,
  { check }: Opening = {},
): Promise<Backroom> {
  const names = modules.map(({ name }) => name)
  const services = servicesSettings(names)
  const moduleSettings = modules.flatMap((module) => module.settings ?? [])
  const provisions = readSettings(
    [serverSettings, vouchingSettings, httpSettings, graphqlSettings, services, ...moduleSettings],
    environment,
  )
  const placement = readPlacement(environment, names)
  const read = filledSeams(provisions)
  const settings = read(serverSettings)
  check?.(settings)
  const data = resolve(settings.MERX_DATA)
  await mkdir(data, { recursive: true })
  const say = (message: string): void => void process.stdout.write(`${message}\n`)

  const needsDatabase = placement.here.some((module) => placement.databases[module] === undefined)
  const postgres =
    settings.DATABASE_URL || !needsDatabase ? undefined : await startPostgres({ dataDir: data, log: say })
  const databaseUrl = settings.DATABASE_URL ?? postgres?.url
  const publicUrl = (settings.MERX_PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/$/, '')
  const development = settings.NODE_ENV !== 'production'
  const media = diskStore(join(data, 'media'))
  const log = createLog(settings.LOG_LEVEL)
  const sharing = openSharing({ url: settings.REDIS_URL, publicUrl, development, log })
  let connections: Connections | undefined
  const close = async (): Promise<void> => {
    sharing.close()
    await connections?.close()
    await postgres?.stop()
  }
  try {
    const isWhole = placement.here.length === modules.length
    const { MERX_BANK_URL: bankUrl } = settings
    // a bank of its own tells whichever copy of the shop is there
    const door = isWhole && !bankUrl ? `http://127.0.0.1:${settings.PORT}` : publicUrl
    const bank = development ? await openBank({ data, publicUrl, door, url: bankUrl }) : undefined
    const secret = settings.MERX_SECRET ?? placement.secret ?? (await keptSecret(join(data, 'shop.secret')))
    const timeout = read(services).MERX_SERVICE_TIMEOUT * 1_000
    connections = await connectPlaces({ placement, settings, databaseUrl, timeout, development, log })
    const indexes = join(data, 'indexes')
    const surroundings = {
      media,
      bank: bank?.provider,
      secret,
      indexes,
      ...vouching(read(vouchingSettings), publicUrl),
    }
    const runtime = await createRuntime({
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      ...(settings.DATABASE_REPLICA_URL === undefined ? {} : { standbyUrl: settings.DATABASE_REPLICA_URL }),
      modules,
      ...(connections.apart && { apart: connections.apart }),
      provisions: [...provisions, ...sharing.provisions, ...providers(surroundings)],
      log,
      development,
      webConnections: settings.MERX_WEB_CONNECTIONS,
    })
    return {
      runtime,
      placement,
      settings,
      httpSettings: read(httpSettings),
      graphqlSettings: read(graphqlSettings),
      servicesSettings: read(services),
      publicUrl,
      publicOrigin: publicOriginOf(settings),
      media,
      bank,
      sharing,
      say,
      stop: async () => {
        await runtime.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
