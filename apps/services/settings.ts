import { settings } from '@merx/kernel'
import { z } from 'zod'

/** What the split is started with; everything else in the environment is handed on to its processes. */
export const splitSettings = settings(
  'services',
  z.object({
    /** Of the shop's one address; the processes behind it take the ports above. */
    PORT: z.coerce.number().int().min(1).max(65_000).default(3000),
    /** The folder of the databases, the broker's streams, the pictures and the sandbox bank. */
    MERX_DATA: z.string().default('.merx/services'),
    MERX_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
    MERX_STAFF_KEY: z.string().optional(),
    MERX_DEMO: z.enum(['yes', 'no']).default('yes'),
  }),
)

export type SplitSettings = z.output<typeof splitSettings.schema>
