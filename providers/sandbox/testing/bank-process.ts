import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export const bankKey = 'key-for-tests'
export const bankSecret = 'secret-for-tests'

/** A bank in a process of its own: known by its address alone, as a shop knows one. */
export type BankProcess = {
  readonly url: string
  /** Has the bank misbehave from now on; what is not named is as it should be. */
  behave(behaviour: Readonly<Record<string, unknown>>): Promise<void>
  release(): Promise<void>
  /** What the bank did for one of our payments. */
  record(paymentId: string): Promise<z.output<typeof BankRecord>>
  /** Fills in a form of the bank's pages as a browser without script does; gives the status and where it leads. */
  submit(
    url: string,
    fields: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly location: string | null }>
  stop(): Promise<void>
}

const BankRecord = z.object({
  id: z.string(),
  status: z.string(),
  received: z.int(),
  refunded: z.int(),
  metadata: z.object({ paymentId: z.string() }),
  refunds: z.array(z.object({ amount: z.int() })),
  webhooks: z.array(z.object({ id: z.string(), type: z.string(), state: z.string(), attempts: z.int() })),
})

export type BankStart = {
  readonly port?: number
  readonly databaseFile?: string
}

const main = fileURLToPath(new URL('../../../apps/bank/main.ts', import.meta.url))

export async function startBank({ port = 0, databaseFile = ':memory:' }: BankStart = {}): Promise<BankProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      PORT: String(port),
      BANK_API_KEY: bankKey,
      BANK_SECRET: bankSecret,
      BANK_DATABASE: databaseFile,
      BANK_RETRY_MS: '20',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await addressOf(child)
  const call = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${bankKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`The bank answered ${answer.status} to ${path}: ${await answer.text()}`)
    return answer.json()
  }
  return {
    url,
    behave: async (behaviour) => void (await call('/test/behaviour', behaviour)),
    release: async () => void (await call('/test/webhooks/release', {})),
    record: async (paymentId) => {
      const { items } = z.object({ items: z.array(BankRecord) }).parse(await call('/test/payments'))
      const found = items.filter(({ metadata }) => metadata.paymentId === paymentId)
      if (found.length !== 1 || !found[0]) throw new Error(`The bank has ${found.length} payments for ${paymentId}`)
      return found[0]
    },
    submit: async (address, fields) => {
      const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
      const location = answer.headers.get('location')
      return { status: answer.status, location: location === null ? null : new URL(location, address).href }
    },
    stop: async () => {
      if (child.exitCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the bank has no output')
  for await (const line of createInterface(child.stdout)) {
    const [, address] = /^The bank is open at (http\S+)$/.exec(line) ?? []
    if (address) return address
  }
  throw new Error(`The bank ended with ${child.exitCode} before it opened`)
}
