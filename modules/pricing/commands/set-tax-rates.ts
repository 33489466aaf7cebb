import { can, command, text } from '@merx/kernel'
import { z } from 'zod'
import { replaceTaxRates } from '../data/tax-rates.ts'
import { CountryCode } from '../domain/market.ts'
import { TaxRate } from '../domain/tax.ts'
import { taxChanged } from '../events.ts'

export const setTaxRates = command({
  name: 'pricing.set-tax-rates',
  summary: 'Sets all tax rates of a country, or those that one of its regions adds.',
  rest: 'PUT /admin/tax-rates',
  access: can('pricing:write'),
  input: z.object({
    country: CountryCode,
    region: text(100).optional(),
    rates: z.array(TaxRate).max(200).refine(areDistinct, 'name a rate of a tax category twice'),
  }),
  output: z.object({ country: CountryCode, region: z.string(), rates: z.array(TaxRate) }).meta({ id: 'TaxRatesSet' }),
  run: async (ctx, { country, region = '', rates }) => {
    await replaceTaxRates(ctx.sql, { country, region }, rates)
    ctx.publish(taxChanged, { country, region })
    return { country, region, rates }
  },
})

function areDistinct(rates: readonly TaxRate[]): boolean {
  return new Set(rates.map(({ taxCategory, name }) => `${taxCategory} ${name}`)).size === rates.length
}
