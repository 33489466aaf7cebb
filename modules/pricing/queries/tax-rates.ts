import { internal, query, text } from '@merx/kernel'
import { z } from 'zod'
import { taxRatesCache } from '../data/caches.ts'
import { taxRatesOf } from '../data/tax-rates.ts'
import { CountryCode } from '../domain/market.ts'
import { TaxRate } from '../domain/tax.ts'

export const taxRates = query({
  name: 'pricing.tax-rates',
  summary: 'The tax rates at a destination; several of one category add up.',
  access: internal,
  input: z.object({ country: CountryCode, region: text(100).optional(), postalCode: text(20).optional() }),
  output: z.object({ items: z.array(TaxRate) }).meta({ id: 'TaxRates' }),
  run: async (ctx, { country, region = '' }) => {
    const rates = await ctx
      .cache(taxRatesCache)
      .get(`${country} ${region}`, () => taxRatesOf(ctx.sql, { country, region }))
    return { items: [...(rates ?? [])] }
  },
})
