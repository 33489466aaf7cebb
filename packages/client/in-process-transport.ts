import type { Direct, DirectCall } from '@merx/kernel/server'
import type { Transport } from './client.ts'

export type InProcessOptions = {
  readonly direct: Direct
  /** The request for the page that is being rendered: it brings the caller's cookies. */
  readonly request: Request
  /** Scheme and host as the browser knows them, where a proxy stands in between. */
  readonly origin?: string
  /** The headers of the page's answer: cookies with tokens that were handed out are added here. */
  readonly answer: Headers
}

/** Calls without a socket while a page is rendered, with the access, the parsing and the answers of HTTP. One for each request. */
export function inProcessTransport({ direct, request, origin, answer }: InProcessOptions): Transport {
  const headers: Record<string, string> = Object.fromEntries(request.headers)
  const page: DirectCall['page'] = { method: request.method, headers, origin: origin ?? new URL(request.url).origin }

  return async ({ name, input, idempotencyKey }) => {
    const reply = await direct({
      operation: name,
      input,
      page,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    })
    for (const cookie of [reply.headers['set-cookie'] ?? []].flat()) {
      answer.append('set-cookie', cookie)
      // what the first call was handed, the next one of the same page shows
      headers.cookie = [headers.cookie, cookie.split(';')[0]].filter(Boolean).join('; ')
    }
    return reply
  }
}
