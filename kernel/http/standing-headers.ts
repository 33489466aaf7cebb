import type { FastifyInstance } from 'fastify'
import { apiHeaders, securityHeaders, strictTransport } from './security-headers.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What stands on the answers of the scope, where it is not what stands on all. */
    readonly standingHeaders?: Readonly<Record<string, string>>
  }
}

/** On every answer: who asked under which id, and what a browser may do with it, unless the answer itself says otherwise. */
export function addStandingHeaders(fastify: FastifyInstance, { development }: { readonly development: boolean }): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    if (!development && request.protocol === 'https') reply.header('strict-transport-security', strictTransport)
    done()
  })
  fastify.addHook('onSend', async (request, reply) => {
    for (const [name, value] of Object.entries(request.standingHeaders ?? securityHeaders)) {
      if (!reply.hasHeader(name)) reply.header(name, value)
    }
  })
}

/** In this scope answers are data. */
export function addApiHeaders(scope: FastifyInstance): void {
  scope.decorateRequest('standingHeaders', { getter: () => apiHeaders })
}
