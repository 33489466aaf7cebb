import type { FastifyInstance } from 'fastify'

const shown =
  'etag, retry-after, ratelimit, ratelimit-policy, location, merx-access, merx-cart, merx-order, merx-wishlist, merx-refresh, merx-position, x-request-id'
const taken =
  'authorization, content-type, idempotency-key, if-none-match, merx-cart, merx-order, merx-wishlist, merx-refresh, merx-position, traceparent'

/** Lets pages of the listed origins call, by headers only: cookies never cross sites. Without a list nothing is opened. */
export function addCors(fastify: FastifyInstance, origins: readonly string[]): void {
  const listed = new Set(origins)
  if (listed.size > 0) {
    fastify.addHook('onRequest', (request, reply, done) => {
      reply.header('vary', 'Origin')
      const { origin } = request.headers
      if (origin !== undefined && listed.has(origin)) {
        reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', shown)
      }
      done()
    })
  }
  fastify.options('/*', (_request, reply) => {
    if (reply.hasHeader('access-control-allow-origin')) {
      reply
        .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
        .header('access-control-allow-headers', taken)
        .header('access-control-max-age', '600')
    }
    return reply.code(204).send()
  })
}
