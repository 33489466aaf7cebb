import { Currency, id, MinorUnits, Money, text } from '@merx/kernel'
import { z } from 'zod'

export const ShippingZoneId = id<'ShippingZoneId'>()
export const ShippingMethodId = id<'ShippingMethodId'>()

const Place = z
  .object({
    country: z.string().regex(/^([A-Z]{2}|\*)$/, 'is an ISO 3166-1 alpha-2 code, or * for the rest of the world'),
    /** Absent: the whole country. */
    region: text(100).optional(),
  })
  .refine(({ country, region }) => country !== '*' || region === undefined, {
    path: ['region'],
    message: 'the rest of the world has no regions',
  })
  .meta({ id: 'ShippingPlace' })

const Rate = z
  .object({
    currency: Currency,
    /** From which weight in grams, or which total in minor units, the rate holds; 0 for a flat one. */
    threshold: z.int().min(0),
    amount: MinorUnits.min(0),
  })
  .meta({ id: 'ShippingRate' })

export const ShippingMethod = z
  .object({
    id: ShippingMethodId,
    name: text(100),
    description: text(500, 0),
    taxCategory: text(64),
    basis: z.enum(['flat', 'weight', 'total']),
    minDays: z.int().min(0).max(365),
    maxDays: z.int().min(0).max(365),
    rates: z
      .array(Rate)
      .min(1)
      .max(200)
      .refine((rates) => areDistinct(rates.map(({ currency, threshold }) => `${currency} ${threshold}`)), {
        message: 'name a threshold of a currency twice',
      }),
    /** Orders of at least this much ship free, one amount a currency. */
    freeAbove: z
      .array(Money)
      .max(50)
      .refine((amounts) => areDistinct(amounts.map(({ currency }) => currency)), { message: 'name a currency twice' })
      .refine((amounts) => amounts.every(({ amount }) => amount >= 0), { message: 'must not be below zero' }),
  })
  .refine(({ minDays, maxDays }) => minDays <= maxDays, { path: ['maxDays'], message: 'must not be below minDays' })
  .meta({ id: 'ShippingMethod' })

export const ShippingZone = z
  .object({
    id: ShippingZoneId,
    name: text(100),
    places: z.array(Place).min(1).max(1_000),
    methods: z.array(ShippingMethod).max(50),
  })
  .meta({ id: 'ShippingZone' })

export type ShippingMethod = z.output<typeof ShippingMethod>
export type ShippingZone = z.output<typeof ShippingZone>

function areDistinct(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length
}
