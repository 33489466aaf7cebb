import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@merx/server/postgres'
import { z } from 'zod'

export type Process = {
  isRunning(): boolean
  /** Ends it and waits for that; one that has ended already is left alone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export type BankProcess = Process & { readonly url: string; readonly key: string }

/** `opened` tells where the database is; it rejects when the shop ends before. */
export type ShopProcess = Process & { readonly opened: Promise<{ readonly databaseUrl: string }> }

export type ShopPlace = {
  readonly data: string
  readonly port: number
  readonly bank: BankProcess
  /** Further variables of its environment. */
  readonly settings?: Readonly<Record<string, string>>
}

const root = join(import.meta.dirname, '../..')
const key = 'what-the-bank-and-the-shop-share'
const Opened = z.object({ databaseUrl: z.string() })

/** Starts the shop of `server.ts`; all that it prints is in `shop.log` of its folder. */
export function startShop({ data, port, bank, settings = {} }: ShopPlace): ShopProcess {
  const logFile = join(data, 'shop.log')
  const { child, ...shop } = start('tests/chaos/server.ts', logFile, {
    PORT: String(port),
    MERX_DATA: data,
    BANK_URL: bank.url,
    BANK_KEY: bank.key,
    MERX_PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...settings,
  })
  const opened = new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code, signal) => {
      const output = readFileSync(logFile, 'utf8').slice(-4_000)
      reject(new Error(`The shop ended before it opened (${code ?? signal}):\n${output}`))
    })
  }).then((message) => Opened.parse(message))
  // whoever kills it on its way does not ask
  opened.catch(() => {})
  return { ...shop, opened }
}

/** Starts the bank, which nobody kills, with its books in memory. It is impatient: webhooks that failed come again soon. */
export async function startBank(folder: string): Promise<BankProcess> {
  const port = await freePort()
  const { child, ...bank } = start('apps/bank/main.ts', join(folder, 'bank.log'), {
    PORT: String(port),
    BANK_API_KEY: key,
    BANK_SECRET: key,
    BANK_RETRY_MS: '50',
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}/style.css`).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`The bank ended before it opened: see ${folder}`)
    await new Promise((resume) => setTimeout(resume, 20))
  }
  return { ...bank, url, key }
}

function start(
  file: string,
  logFile: string,
  environment: Readonly<Record<string, string>>,
): Process & { readonly child: ChildProcess } {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [file], {
    cwd: root,
    stdio: ['ignore', log, log, 'ipc'],
    env: { PATH, HOME, TMPDIR, ...environment },
  })
  closeSync(log)
  if (child.pid === undefined) throw new Error(`${file} could not be started`)
  // the channel to a child that is killed may break before its end is known
  child.on('error', () => {})
  const killWithUs = () => child.kill('SIGKILL')
  process.on('exit', killWithUs)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => process.off('exit', killWithUs))
  return {
    child,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    end: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}
