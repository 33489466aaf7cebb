import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  createLog,
  createRuntime,
  filledSeams,
  type HttpSettings,
  httpSettings,
  type Runtime,
  readSettings,
} from '@merx/kernel/server'
import { diskStore, type MediaStore } from '@merx/media'
import { modules, providers } from '../../merx.config.ts'
import { type Bank, openBank } from './bank.ts'
import { startPostgres } from './postgres/start-postgres.ts'
import { type ServerSettings, serverSettings } from './settings.ts'

/** A shop without its doors: what the server and the command line both work on. */
export type Backroom = {
  readonly runtime: Runtime
  readonly settings: ServerSettings
  readonly httpSettings: HttpSettings
  readonly publicUrl: string
  readonly media: MediaStore
  /** The sandbox bank; absent in production. */
  readonly bank: Bank | undefined
  /** Tells the person at the terminal. */
  say(message: string): void
  stop(): Promise<void>
}

/** Reads the environment, starts or finds the database, migrates it and puts the modules together. */
export async function openBackroom(environment: Readonly<Record<string, string | undefined>>): Promise<Backroom> {
  const moduleSettings = modules.flatMap((module) => module.settings ?? [])
  const provisions = readSettings([serverSettings, httpSettings, ...moduleSettings], environment)
  const read = filledSeams(provisions)
  const settings = read(serverSettings)
  const data = resolve(settings.MERX_DATA)
  await mkdir(data, { recursive: true })
  const say = (message: string): void => void process.stdout.write(`${message}\n`)

  const postgres = settings.DATABASE_URL ? undefined : await startPostgres({ dataDir: data, log: say })
  const databaseUrl = settings.DATABASE_URL ?? postgres?.url ?? ''
  const publicUrl = (settings.MERX_PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/$/, '')
  const development = settings.NODE_ENV !== 'production'
  const media = diskStore(join(data, 'media'))
  try {
    const bank = development ? await openBank({ data, publicUrl, port: settings.PORT }) : undefined
    const runtime = await createRuntime({
      databaseUrl,
      modules,
      provisions: [...provisions, ...providers({ media, bank: bank?.provider })],
      log: createLog(settings.LOG_LEVEL),
      development,
      webConnections: settings.MERX_WEB_CONNECTIONS,
    })
    return {
      runtime,
      settings,
      httpSettings: read(httpSettings),
      publicUrl,
      media,
      bank,
      say,
      stop: async () => {
        await runtime.stop()
        await postgres?.stop()
      },
    }
  } catch (error) {
    await postgres?.stop()
    throw error
  }
}
