import {
  createDoor,
  createHttp,
  createLog,
  createRuntime,
  type Database,
  type Http,
  httpSettings,
  type Runtime,
  readSettings,
} from '@merx/kernel/server'
import { diskStore } from '@merx/media'
import { modules, providers } from '../../merx.config.ts'
import { unhurried } from '../journeys/open-shop.ts'
import { openWholeShop, type WholeShop } from '../setup/whole-shop.ts'

/** What the processes of the shop sign with when they call each other. */
export const serviceSecret = 'known-to-the-processes-of-this-shop-alone'

/** Every module of merx.config.ts with all its doors, in one process that does nothing by the clock. */
export type AccessShop = {
  /** Where its goods and people are made. */
  readonly setting: WholeShop
  readonly runtime: Runtime
  readonly http: Http
  readonly sql: Database['web']
  close(): Promise<void>
}

export async function openAccessShop(): Promise<AccessShop> {
  const setting = await openWholeShop({ clock: false })
  const environment = { MERX_PUBLIC_URL: 'https://shop.example' }
  const runtime = await createRuntime({
    databaseUrl: setting.databases['accounts'] ?? '',
    modules,
    provisions: [
      ...readSettings(
        modules.flatMap((module) => module.settings ?? []),
        environment,
      ),
      ...providers({ media: diskStore('never-written'), bank: setting.bank.provider }),
    ],
    log: createLog('silent'),
    development: true,
  })
  const { operations, participant, log } = runtime
  const door = createDoor({ secret: serviceSecret, operations, participant, log, bodyLimit: 100_000 })
  const settings = httpSettings.schema.parse({ ...unhurried, MERX_LIMIT_API: '0' })
  const http = await createHttp(runtime, { settings, extend: [door] })
  return {
    setting,
    runtime,
    http,
    sql: runtime.database.web,
    close: async () => {
      await http.close()
      await runtime.stop()
      await setting.close()
    },
  }
}
