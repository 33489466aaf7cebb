import { event, id } from '@merx/kernel'
import { z } from 'zod'

const variantId = id<'VariantId'>()
const reservationId = id<'ReservationId'>()

const line = z.object({ variantId, locationId: id<'LocationId'>(), quantity: z.int() })

/** A variant passed from one band to another, or got its first stock. Within a band nothing is published, so a sale flushes no cache. */
export const availabilityChanged = event({
  name: 'inventory.availability.changed.v1',
  schema: z.object({ variantId, availability: z.enum(['in_stock', 'low', 'out']), available: z.int() }),
  key: (changed) => changed.variantId,
})

export const stockReserved = event({
  name: 'inventory.stock.reserved.v1',
  schema: z.object({ reservationId, lines: z.array(line) }),
  key: (reserved) => reserved.reservationId,
})

export const reservationCommitted = event({
  name: 'inventory.reservation.committed.v1',
  schema: z.object({ reservationId, lines: z.array(line) }),
  key: (committed) => committed.reservationId,
})

export const reservationReleased = event({
  name: 'inventory.reservation.released.v1',
  schema: z.object({ reservationId, reason: z.string(), lines: z.array(line) }),
  key: (released) => released.reservationId,
})

/** A place came down to its threshold: somebody has to order. */
export const stockLow = event({
  name: 'inventory.stock.low.v1',
  schema: z.object({ variantId, locationId: id<'LocationId'>(), available: z.int(), threshold: z.int() }),
  key: (low) => low.variantId,
})
