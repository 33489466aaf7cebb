import Fastify from 'fastify'
import { z } from 'zod'
import { createBank } from './bank.ts'

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(4_900),
    HOST: z.string().default('127.0.0.1'),
    BANK_API_KEY: z.string().min(8),
    BANK_SECRET: z.string().min(8),
    BANK_DATABASE: z.string().default(':memory:'),
    BANK_PUBLIC_URL: z.url().optional(),
    BANK_RETRY_MS: z.coerce.number().int().positive().optional(),
  })
  .safeParse(process.env)

if (!environment.success) {
  console.error(`The bank cannot open:\n${z.prettifyError(environment.error)}`)
  process.exit(1)
}

const { PORT, HOST, BANK_API_KEY, BANK_SECRET, BANK_DATABASE, BANK_PUBLIC_URL, BANK_RETRY_MS } = environment.data
const app = Fastify({ logger: { level: 'warn' }, forceCloseConnections: true })
const bank = createBank({
  apiKey: BANK_API_KEY,
  secret: BANK_SECRET,
  databaseFile: BANK_DATABASE,
  publicUrl: BANK_PUBLIC_URL,
  retryMs: BANK_RETRY_MS,
})
// a proxy that shows the bank under a path hands on the path too
await app.register(bank, { prefix: new URL(BANK_PUBLIC_URL ?? 'http://bank').pathname.replace(/\/$/, '') })
console.log(`The bank is open at ${await app.listen({ port: PORT, host: HOST })}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close())
