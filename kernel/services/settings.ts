import { z } from 'zod'
import { type Settings, settings } from '../runtime/settings.ts'
import { shortest } from './token.ts'

export type ServicesSettings = { readonly MERX_SERVICE_TIMEOUT: number; readonly MERX_SERVICE_BODY_LIMIT: number }

/** How processes of one shop call each other. Which module lives where is `readPlacement`'s to judge; its variables are only known here. */
export function servicesSettings(moduleNames: readonly string[]): Settings<ServicesSettings> {
  const places = ['MERX_MODULES', 'MERX_SERVICE_SECRET', ...moduleNames.map((name) => urlVariable(name))]
  return settings(
    'services',
    z.object({
      ...Object.fromEntries(places.map((name) => [name, z.string().optional()])),
      // at most as long as the token is good, for the last try needs it too
      /** Seconds in which another process must have answered, all tries together. */
      MERX_SERVICE_TIMEOUT: z.coerce
        .number()
        .min(0.1)
        .max(shortest / 1_000)
        .default(10),
      /** Bytes of a request from another process. */
      MERX_SERVICE_BODY_LIMIT: z.coerce
        .number()
        .int()
        .min(1)
        .default(4 * 1024 * 1024),
    }),
  )
}

/** `MERX_URL_GIFT_CARDS` for `gift-cards`. */
export function urlVariable(module: string): string {
  return `MERX_URL_${inCapitals(module)}`
}

export function databaseVariable(module: string): string {
  return `DATABASE_URL_${inCapitals(module)}`
}

function inCapitals(module: string): string {
  return module.toUpperCase().replaceAll('-', '_')
}
