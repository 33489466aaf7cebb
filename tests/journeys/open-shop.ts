import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newTestDatabase } from '@merx/kernel/testing'
import { freePort, spawnServer, untilOpen } from './server-process.ts'

/** What the staff of every shop in the tests shows. */
export const staffKey = 'the-staff-of-the-shop-under-test-shows-this'

/** The tests share their machine: a late event loop is no fault of the shop here. */
export const unhurried = { MERX_MAX_LAG: '10000' }

/** The shop that ships, with its goods and its bank, open: one process, many services or copies behind a balancer. */
export type OpenShop = {
  readonly url: string
  /** What the bank takes from whoever controls it. */
  readonly bankKey: string
  /** What its programs have printed so far. */
  output(): string
  stop(): Promise<void>
}

/** Opens the shop in one of its shapes. What is tested through it holds for all of them. */
export type Opener = () => Promise<OpenShop>

/** Starts the real server as one process on a database of its own on the tests' PostgreSQL; `settings` are further variables of its environment. */
export async function openShop(settings: Readonly<Record<string, string>> = {}): Promise<OpenShop> {
  const database = await newTestDatabase([])
  const data = await mkdtemp(join(tmpdir(), 'merx-journey-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawnServer({
    PORT: String(port),
    HOST: '127.0.0.1',
    MERX_PUBLIC_URL: url,
    MERX_DATA: data,
    DATABASE_URL: database.url,
    MERX_STAFF_KEY: staffKey,
    LOG_LEVEL: 'warn',
    ...unhurried,
    ...settings,
  })
  const stop = async (): Promise<void> => {
    await server.stop()
    await database.drop()
    await rm(data, { recursive: true, force: true })
  }
  try {
    await untilOpen(server)
    const bankKey = await readFile(join(data, 'bank.secret'), 'utf8')
    return { url, bankKey, output: server.output, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
