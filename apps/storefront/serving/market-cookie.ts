/** The market that a buyer chose. No secret and no right hangs on it. */
export const marketCookie = 'merx_market'

export function chosenMarket(cookies: string | undefined): string | undefined {
  return cookies?.match(/(?:^|;\s*)merx_market=([a-z][a-z0-9-]{1,31})(?:;|$)/)?.[1]
}
