import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@merx/server/postgres'
import postgres from 'postgres'

const commandLine = fileURLToPath(new URL('../../apps/server/cli.ts', import.meta.url))

/** Seconds that the loading took, and the products a second that this makes; from memory where the folder was filled by an earlier run. */
export type Loading = { readonly seconds: number; readonly productsPerSecond: number }

/** Fills the data folder by the project's own loader, unless an earlier run did. */
export async function prepareShop(data: string, products: number): Promise<Loading> {
  const done = join(data, `loaded-${products}.json`)
  if (existsSync(done)) return JSON.parse(await readFile(done, 'utf8'))
  await mkdir(data, { recursive: true })
  const started = performance.now()
  const loader = spawn(process.execPath, [commandLine, 'demo', '--products', String(products)], {
    env: { PATH: process.env.PATH, MERX_DATA: data, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(loader, 'exit')
  if (code !== 0) throw new Error(`Loading ${products} products ended with ${code}`)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  const loading = { seconds, productsPerSecond: Math.round(products / seconds) }
  await settle(data)
  await writeFile(done, JSON.stringify(loading))
  return loading
}

/**
 * What the database would do by itself in the hour after a load, and else in the middle of the bench. Empty tables are left alone, as it
 * would leave them: once told that they are empty, the planner reads them from end to end, and a prepared statement goes on with that.
 */
async function settle(data: string): Promise<void> {
  const database = await startPostgres({ dataDir: data, log: () => {} })
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  const filled = await sql<{ schema: string; table: string }[]>`
    select schemaname as schema, relname as table from pg_stat_user_tables where n_live_tup > 0`
  for (const { schema, table } of filled) await sql`vacuum (analyze) ${sql(schema)}.${sql(table)}`
  await sql`checkpoint`
  await sql.end()
  await database.stop()
}
