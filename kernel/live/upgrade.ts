import type { IncomingMessage } from 'node:http'

export const livePath = '/api/v1/live'

/** Whether a request asks to become a live connection. Any other wish to upgrade is ignored, as HTTP allows: some clients offer h2c with every call. */
export function wantsLive({ url, headers }: Pick<IncomingMessage, 'url' | 'headers'>): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url?.split('?', 1)[0] === livePath
}
