import type { FastifyInstance } from 'fastify'
import type { Log } from '../telemetry/log.ts'
import { traceIdOf } from './request-ids.ts'

const slow = 1_000

/** One line a request. `notable` leaves out reads that went well and quickly: metrics count those. */
export function addAccessLog(fastify: FastifyInstance, log: Log, which: 'all' | 'notable'): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method } = request
    const { statusCode } = reply
    const read = method === 'GET' || method === 'HEAD'
    if (which === 'all' || !read || statusCode >= 400 || reply.elapsedTime > slow) {
      const requestId = request.id
      log.info(
        {
          method,
          url: withoutTokens(request.url),
          status: statusCode,
          milliseconds: Math.round(reply.elapsedTime * 10) / 10,
          requestId,
          traceId: traceIdOf(request.headers.traceparent, requestId),
        },
        'request',
      )
    }
    done()
  })
}

/** A link with a token in its address must not leave a copy of it in the logs. */
export function withoutTokens(url: string): string {
  return url.replaceAll(/([?&;][^=&;]*(?:token|key|secret)[^=&;]*=)[^&;]*/gi, '$1[cut]')
}
