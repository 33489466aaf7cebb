import {
  createHttp,
  createLog,
  createRuntime,
  filledSeams,
  httpSettings,
  type Runtime,
  readSettings,
} from '@merx/kernel/server'
import { diskStore } from '@merx/media'
import { sandbox } from '@merx/sandbox'
import { modules, providers } from '../../merx.config.ts'

export type BenchShop = { readonly runtime: Runtime; stop(): Promise<void> }

/** Where the bank is that runs as a process of its own. */
export type BankAddress = { readonly url: string; readonly key: string }

export type Opening = {
  readonly databaseUrl: string
  readonly data: string
  readonly port: number
  readonly bank: BankAddress | undefined
}

/**
 * The shop of production, with the settings that it has where nothing is set, and without the storefront: what is measured is the API.
 * Unlike production it takes the sandbox's cards, so that a purchase can be driven to its end.
 */
export async function openShop({ databaseUrl, data, port, bank }: Opening): Promise<BenchShop> {
  const moduleSettings = modules.flatMap((module) => module.settings ?? [])
  const provisions = readSettings([httpSettings, ...moduleSettings], {})
  const runtime = await createRuntime({
    databaseUrl,
    modules,
    provisions: [
      ...provisions,
      ...providers({ media: diskStore(`${data}/media`), bank: bank && cards(bank, `http://127.0.0.1:${port}`) }),
    ],
    log: createLog('warn'),
    development: false,
  })
  await runtime.start()
  const http = await createHttp(runtime, { settings: filledSeams(provisions)(httpSettings) })
  await http.listen({ port })
  return {
    runtime,
    stop: async () => {
      await http.close()
      await runtime.stop()
    },
  }
}

function cards(bank: BankAddress, shopUrl: string) {
  return sandbox({
    url: bank.url,
    apiKey: bank.key,
    webhookSecret: bank.key,
    webhookUrl: `${shopUrl}/api/v1/payments/webhooks/sandbox`,
  })
}
