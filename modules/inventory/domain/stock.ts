import { plain, text } from '@merx/kernel'
import { z } from 'zod'

/** The code by which people name a place: `main`, `lyon-2`. */
export const LocationCode = plain(text(40).regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens'))

/** The database holds no more of one variant in one place; a typing error stops here. */
export const mostOnHand = 1_000_000_000

export const Count = z.int().min(0).max(mostOnHand)

/** A quantity that somebody takes, gives or holds. */
export const Quantity = z.int().min(1).max(1_000_000)

export const Reason = text(200)
