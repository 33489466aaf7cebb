import { id } from '@merx/kernel'
import type { z } from 'zod'

/** Owned by catalog; inventory only carries it. */
export const VariantId = id<'VariantId'>()
export type VariantId = z.output<typeof VariantId>

export const LocationId = id<'LocationId'>()
export type LocationId = z.output<typeof LocationId>

/** The id of the order that the stock is held for. */
export const ReservationId = id<'ReservationId'>()
export type ReservationId = z.output<typeof ReservationId>
