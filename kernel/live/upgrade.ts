import type { IncomingMessage } from 'node:http'

export const livePath = '/api/v1/live'

/** Where connections for GraphQL subscriptions are opened: clients know them by the address of all other documents. */
export const subscriptionsPath = '/graphql/live'

const routes: ReadonlyMap<string | undefined, string> = new Map([
  [livePath, livePath],
  ['/graphql', subscriptionsPath],
])

/** The route that opens the live connection which a request asks for. Any other wish to upgrade is ignored, as HTTP allows: some clients offer h2c with every call. */
export function upgradeRoute({ url, headers }: Pick<IncomingMessage, 'url' | 'headers'>): string | undefined {
  return headers.upgrade?.toLowerCase() === 'websocket' ? routes.get(url?.split('?', 1)[0]) : undefined
}
