import { settings } from '@merx/kernel'
import { z } from 'zod'

/** Where this process keeps things and where it is found. */
export const serverSettings = settings(
  'server',
  z.object({
    /** Of the shop's one address. */
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    /** The address to listen on; this machine alone in development, every address in production, unless told. */
    HOST: z.string().optional(),
    /** In production there is no sandbox bank, no mailbox page and no explorer, cookies are for https, and limits hold. */
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    /** The folder of the embedded database, the pictures and the sandbox bank. */
    MERX_DATA: z.string().default('.merx'),
    /** A PostgreSQL 17 or newer; absent: the embedded one. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
    /** A streaming standby of `DATABASE_URL`, or several behind one address: answers what is the same for everyone. */
    DATABASE_REPLICA_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
    /** The broker that carries events between the databases of modules: `nats://host:4222`. */
    MERX_BUS: z.url({ protocol: /^nats$/, error: 'must be a nats:// URL' }).optional(),
    /** A Redis or Valkey by which the processes of the shop share kept answers and counters; absent: each has its own. */
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' }).optional(),
    /** Checkouts and tries to pay that one address may make in a minute; 0: any number. Callers of its own network are not limited. */
    MERX_LIMIT_CHECKOUT: z.coerce.number().int().min(0).default(30),
    /** The same for log-ins, registrations and whatever else is about passwords and links in mails, together. */
    MERX_LIMIT_SIGN_IN: z.coerce.number().int().min(0).default(30),
    /** How buyers reach the shop: links in mails and the way back from the bank. */
    MERX_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** Read by notifications; here it is only told where it is missed. */
    SMTP_URL: z.string().optional(),
    /** Seals private keys in the database, the same in all processes of the shop; absent: one is made and kept in `MERX_DATA`. */
    MERX_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    /** Where the sandbox bank is a program of its own, which several copies of the shop share. */
    MERX_BANK_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** What is logged at least. */
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    /** Whether an empty shop is stocked with Noirel's goods. */
    MERX_DEMO: z.enum(['yes', 'no']).default('yes'),
    /** Connections for requests; eight give a better tail than thirty-two on a hot row. */
    MERX_WEB_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(8),
  }),
)

export type ServerSettings = z.output<typeof serverSettings.schema>
