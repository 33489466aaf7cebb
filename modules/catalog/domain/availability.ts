import { z } from 'zod'

/** `low`: a few are left. */
export const Availability = z.enum(['in_stock', 'low', 'out'])
export type Availability = z.output<typeof Availability>
