import { z } from 'zod'
import { postalCodeFault } from './postal-code.ts'
import { text } from './text.ts'

/** Where somebody is to be found, anywhere in the world; regions are checked where tax hangs on them (`region.ts`). */
export const Address = z
  .object({
    name: text(200),
    company: text(200, 0).optional(),
    line1: text(200),
    line2: text(200, 0).optional(),
    city: text(200),
    region: text(100, 0).optional().describe('in the US and Canada the two-letter code, such as NY'),
    postalCode: text(20, 0),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'is no ISO 3166-1 alpha-2 code')
      .describe('ISO 3166-1 alpha-2'),
    phone: text(40, 0).optional(),
  })
  .superRefine(({ country, postalCode }, check) => {
    const message = postalCodeFault(country, postalCode)
    if (message) check.addIssue({ code: 'custom', path: ['postalCode'], message })
  })
  .meta({ id: 'Address' })
export type Address = z.output<typeof Address>

/** As it stands on a parcel. */
export function addressLines(address: Address): readonly string[] {
  const { name, company, line1, line2, city, region, postalCode, country } = address
  const town = [[postalCode, city].filter(Boolean).join(' '), region].filter(Boolean).join(', ')
  return [name, company, line1, line2, town, country].filter((line) => line !== undefined).filter((line) => line !== '')
}
