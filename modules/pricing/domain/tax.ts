import { text } from '@merx/kernel'
import { z } from 'zod'

export const TaxCategory = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .meta({ id: 'TaxCategory', description: 'What a thing is to the tax authorities, such as `standard` or `reduced`' })

/** Parts per million: 20 % is 200,000, New York City's 8.875 % is 88,750. */
export const TaxRate = z
  .object({ taxCategory: TaxCategory, name: text(100), rate: z.int().min(0).max(1_000_000) })
  .meta({ id: 'TaxRate' })

export type TaxRate = z.output<typeof TaxRate>
