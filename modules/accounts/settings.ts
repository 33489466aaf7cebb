import { settings } from '@merx/kernel'
import { z } from 'zod'

export const accountsSettings = settings(
  'accounts',
  z.object({
    /** Passwords that are hashed at once in this process: each takes a core for 15 ms and 19 MB. */
    MERX_PASSWORD_PARALLEL: z.coerce.number().int().min(1).max(64).default(1),
    /** Those that may wait for it; more are told to come back. */
    MERX_PASSWORD_WAITING: z.coerce.number().int().min(0).max(1_000).default(20),
  }),
)
