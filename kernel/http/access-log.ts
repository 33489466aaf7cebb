import type { FastifyRequest } from 'fastify'
import { doors } from '../services/envelope.ts'
import type { Log } from '../telemetry/log.ts'
import { traceIdOf } from './request-ids.ts'

/** Tells of a request that was answered. */
export type AccessLog = (
  request: FastifyRequest,
  answer: { readonly status: number; readonly milliseconds: number },
) => void

const slow = 1_000

/**
 * One line a request. `notable` leaves out reads that went well and quickly: metrics count those. So it does with what another process of the
 * shop asks, which tells of it under the same id.
 */
export function createAccessLog(log: Log, which: 'all' | 'notable'): AccessLog {
  return (request, { status, milliseconds }) => {
    const { method, id: requestId } = request
    const routine = method === 'GET' || method === 'HEAD' || request.url.startsWith(doors)
    if (which === 'notable' && routine && status < 400 && milliseconds <= slow) return
    log.info(
      {
        method,
        url: withoutTokens(request.url),
        status,
        milliseconds: Math.round(milliseconds * 10) / 10,
        requestId,
        traceId: traceIdOf(request.headers.traceparent, requestId),
      },
      'request',
    )
  }
}

/** A link with a token in its address must not leave a copy of it in the logs. */
export function withoutTokens(url: string): string {
  return url.replaceAll(/([?&;][^=&;]*(?:token|key|secret)[^=&;]*=)[^&;]*/gi, '$1[cut]')
}
