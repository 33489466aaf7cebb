import { createLocation } from '@merx/inventory'
import { isRefused } from '@merx/kernel'
import type { Runtime } from '@merx/kernel/server'
import { createMarket, market } from '@merx/pricing'
import { UsageError } from './usage.ts'

/** Where goods lie when nobody says otherwise. */
const mainLocation = 'main'

/** The market of the given code or the default one; an empty shop gets one, so that its goods can have prices. */
export async function ensureDefaultMarket(shop: Pick<Runtime, 'call'>, code: string | undefined): Promise<string> {
  const known = await shop.call(market, market.input.parse({ code }))
  if (!isRefused(known)) return known.code
  if (code !== undefined) throw new UsageError(`There is no market '${code}'.`)
  const made = await shop.call(createMarket, {
    code: 'us',
    name: 'United States',
    currency: 'USD',
    taxMode: 'exclusive',
    countries: ['US'],
    languages: ['en'],
    isDefault: true,
  })
  return isRefused(made) ? ensureDefaultMarket(shop, 'us') : made.code
}

/** The code of the location that loads count into, made where it is missing. */
export async function defaultLocation(shop: Pick<Runtime, 'call'>): Promise<string> {
  await shop.call(
    createLocation,
    createLocation.input.parse({ code: mainLocation, name: 'Main warehouse', priority: 0 }),
  )
  return mainLocation
}
