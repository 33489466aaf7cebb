import { internal, Money, query, text } from '@merx/kernel'
import { CountryCode } from '@merx/pricing'
import { z } from 'zod'
import { knownZones } from '../data/zones.ts'
import { optionsFor } from '../domain/options.ts'
import { ShippingMethodId } from '../domain/zone.ts'

export const PricedOption = z
  .object({
    id: ShippingMethodId,
    name: z.string(),
    description: z.string(),
    price: Money,
    taxCategory: z.string(),
    minDays: z.int(),
    maxDays: z.int(),
  })
  .meta({ id: 'PricedShippingOption' })

export const options = query({
  name: 'shipping.options',
  summary: 'The ways to ship a parcel to a place, with their prices before tax, cheapest first.',
  access: internal,
  input: z.object({
    country: CountryCode,
    region: text(100).optional(),
    postalCode: text(20).optional(),
    weight: z.int().min(0),
    subtotal: Money,
  }),
  output: z.object({ items: z.array(PricedOption) }).meta({ id: 'PricedShippingOptions' }),
  run: async (ctx, parcel) => ({ items: [...optionsFor(await knownZones(ctx), parcel)] }),
})
