import { Currency, event, id, MinorUnits } from '@merx/kernel'
import { z } from 'zod'

const PriceState = z.object({
  variantId: id<'VariantId'>(),
  version: z.int(),
  prices: z.array(
    z.object({ market: z.string(), currency: Currency, amount: MinorUnits, compareAt: MinorUnits.nullable() }),
  ),
})
export type PriceState = z.output<typeof PriceState>

/** The base prices of a variant in every market, as they stand now. */
export const priceChanged = event({
  name: 'pricing.price.changed.v1',
  schema: PriceState,
  key: (price) => price.variantId,
})

export const marketChanged = event({
  name: 'pricing.market.changed.v1',
  schema: z.object({
    code: z.string(),
    name: z.string(),
    currency: Currency,
    taxMode: z.enum(['inclusive', 'exclusive']),
    countries: z.array(z.string()),
    languages: z.array(z.string()),
    isDefault: z.boolean(),
  }),
  key: (market) => market.code,
})

export const taxChanged = event({
  name: 'pricing.tax.changed.v1',
  schema: z.object({ country: z.string(), region: z.string() }),
  key: ({ country }) => country,
})
