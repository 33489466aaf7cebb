import { createHttp, createLog, createRuntime, httpSettings, readSettings } from '@merx/kernel/server'
import { diskStore } from '@merx/media'
import { expect } from 'vitest'
import { modules, providers } from '../../merx.config.ts'
import { unhurried } from '../journeys/open-shop.ts'
import type { Bank } from '../setup/bank-in-memory.ts'

/** The shop of merx.config.ts in a process that has just started: it keeps nothing in memory yet. */
export type CountedShop = {
  /** Sends a request and tells the statements that it cost, BEGIN and COMMIT among them. */
  ask(
    request: Asked,
  ): Promise<{ readonly statements: readonly string[]; readonly body: unknown; readonly cart: string }>
  close(): Promise<void>
}

export type Asked = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly cart?: string
  readonly body?: object
}

export async function openCountedShop(databaseUrl: string, bank: Bank): Promise<CountedShop> {
  let seen: string[] = []
  const settings = modules.flatMap((module) => module.settings ?? [])
  const runtime = await createRuntime({
    databaseUrl,
    modules,
    provisions: [
      ...readSettings(settings, { MERX_PUBLIC_URL: 'https://shop.example' }),
      ...providers({ media: diskStore('never-written'), bank: bank.provider }),
    ],
    log: createLog('silent'),
    development: true,
    onStatement: (statement) => void seen.push(statement),
  })
  // without `runtime.start()`: what the clock does is nobody's request
  const http = await createHttp(runtime, { settings: httpSettings.schema.parse(unhurried) })
  return {
    ask: async ({ method, path, cart, body }) => {
      seen = []
      const answer = await http.fastify.inject({
        method,
        url: `/api/v1${path}`,
        headers: cart === undefined ? {} : { 'merx-cart': cart },
        ...(body === undefined ? {} : { payload: body }),
      })
      expect(answer.statusCode, answer.body).toBeLessThan(300)
      return { statements: seen, body: answer.json(), cart: String(answer.headers['merx-cart'] ?? cart) }
    },
    close: async () => {
      await http.close()
      await runtime.stop()
    },
  }
}

const transactionControl = /^\s*(begin|commit|rollback|savepoint|release)\b/i

/** What a budget counts: no BEGIN and COMMIT, nor what the driver asks on a new connection to learn its types. */
export function countOf(statements: readonly string[]): number {
  return statements.filter((statement) => !transactionControl.test(statement) && !statement.includes('pg_catalog'))
    .length
}

/** Statements up to each COMMIT, and those after the last one. */
export function commitsOf(statements: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]]
  for (const statement of statements) {
    parts.at(-1)?.push(statement)
    if (/^\s*commit\b/i.test(statement)) parts.push([])
  }
  return parts
}
