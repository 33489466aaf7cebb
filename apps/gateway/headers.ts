/** What callers show who they are with, and the key that makes a repeat safe. */
const fromCallers = [
  'x-forwarded-for',
  'authorization',
  'cookie',
  'merx-cart',
  'merx-order',
  'merx-wishlist',
  'merx-refresh',
  'merx-position',
  'idempotency-key',
  'origin',
  'sec-fetch-site',
  'user-agent',
  'traceparent',
]

/** The tokens that they are handed. */
const toCallers = ['merx-cart', 'merx-order', 'merx-wishlist', 'merx-access', 'merx-refresh', 'merx-position']

/** What of a caller's request goes on to the subgraphs. */
export function handedOn(headers: { get(name: string): string | null }): Record<string, string> {
  return present(fromCallers, headers)
}

/** What of a subgraph's answer goes back to the caller. */
export function handedBack(headers: Pick<Headers, 'get' | 'getSetCookie'>): Record<string, string | string[]> {
  // each cookie is a header of its own: joined by commas they would be one
  return { ...present(toCallers, headers), 'set-cookie': headers.getSetCookie() }
}

function present(names: readonly string[], headers: { get(name: string): string | null }): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}
