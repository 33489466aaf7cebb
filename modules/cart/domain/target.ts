import { z } from 'zod'

/** The hash of a token, in hexadecimal. */
export const TokenHash = z.string().regex(/^[0-9a-f]{64}$/)

/** Which cart a step writes: found and dated before the unit of work, so that a repeated step does the same. */
export const CartTarget = z
  .object({ tokenHash: TokenHash, now: z.iso.datetime(), expiresAt: z.iso.datetime() })
  .meta({ id: 'CartTarget' })
export type CartTarget = z.output<typeof CartTarget>
