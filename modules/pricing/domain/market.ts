import { Currency, plain, text } from '@merx/kernel'
import { z } from 'zod'

export const MarketCode = plain(
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,31}$/)
    .meta({ id: 'MarketCode', description: 'The short name of a market, such as `us`' }),
)

/** ISO 3166-1 alpha-2. */
export const CountryCode = plain(
  z
    .string()
    .regex(/^[A-Z]{2}$/)
    .meta({ id: 'CountryCode', description: 'ISO 3166-1 alpha-2' }),
)

/** Where one sells in one currency: `inclusive` markets show prices with tax, `exclusive` ones add it at the end. */
export const Market = z
  .object({
    code: MarketCode,
    name: text(100),
    currency: Currency,
    taxMode: z.enum(['inclusive', 'exclusive']),
    countries: z.array(CountryCode).max(250),
    languages: z
      .array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/))
      .min(1)
      .max(50),
    isDefault: z.boolean(),
  })
  .meta({ id: 'Market' })

export type Market = z.output<typeof Market>

/** The market of a code, or the default one without. */
export function findMarket(markets: readonly Market[], code: string | undefined): Market | undefined {
  return markets.find((market) => (code === undefined ? market.isDefault : market.code === code))
}
