import { z } from 'zod'

export const ReservationStatus = z.enum(['open', 'committed', 'released'])
export type ReservationStatus = z.output<typeof ReservationStatus>
