import { settings } from '@merx/kernel'
import { z } from 'zod'

/** What copies of the shop behind nginx are started with. */
export const replicasSettings = settings(
  'replicas',
  z.object({
    /** Of nginx, the shop's one address; the bank, the cache and the copies take the ports above. */
    PORT: z.coerce.number().int().min(1).max(65_000).default(3000),
    /** How many copies there are. */
    MERX_COPIES: z.coerce.number().int().min(1).max(32).default(2),
    /** The folder of the database, the pictures and the sandbox bank. */
    MERX_DATA: z.string().default('.merx/replicas'),
    MERX_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    NODE_ENV: z.enum(['development', 'test']).default('development'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
    MERX_STAFF_KEY: z.string().optional(),
    MERX_DEMO: z.enum(['yes', 'no']).default('yes'),
  }),
)

export type ReplicasSettings = z.output<typeof replicasSettings.schema>
