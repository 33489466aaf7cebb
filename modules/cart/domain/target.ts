import { z } from 'zod'
import { Owner } from './owner.ts'

/** Which cart a step writes: found and dated before the unit of work, so that a repeated step does the same. */
export const CartTarget = z
  .object({ owner: Owner, now: z.iso.datetime(), expiresAt: z.iso.datetime() })
  .meta({ id: 'CartTarget' })
export type CartTarget = z.output<typeof CartTarget>
