import { isIP } from 'node:net'
import { ConfigurationError } from '@merx/kernel/server'
import type { ServerSettings } from './settings.ts'

type Addresses = Pick<ServerSettings, 'NODE_ENV' | 'HOST' | 'MERX_PUBLIC_URL'>

/** In production it is told and not taken from requests: a proxy that ends TLS makes them look as if they came without. */
export function publicOriginOf({ NODE_ENV, MERX_PUBLIC_URL: url }: Addresses): string | undefined {
  return NODE_ENV === 'production' && url !== undefined ? new URL(url).origin : undefined
}

/** Links in mails and the way back from a bank would lead buyers to their own machine. */
export function checkPublicUrl(settings: Addresses): void {
  if (lacksPublicUrl(settings) && !isLoopback(settings.HOST ?? ''))
    throw new ConfigurationError(
      'MERX_PUBLIC_URL: must be set in production, such as https://shop.example, unless HOST is this machine alone',
    )
}

export function lacksPublicUrl({ NODE_ENV, MERX_PUBLIC_URL: url }: Addresses): boolean {
  return NODE_ENV === 'production' && url === undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
