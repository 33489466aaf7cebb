import type { FastifyInstance } from 'fastify'
import { addAccessLog } from './access-log.ts'
import { createClosing } from './closing.ts'
import { addCors } from './cors.ts'
import { createDirect, type Direct } from './direct.ts'
import { endpointsOf } from './endpoint.ts'
import { addGuard, createFastify } from './fastify.ts'
import { createGuard } from './guard.ts'
import { addHealth } from './health.ts'
import { createPerform, type Served } from './perform.ts'
import { Fault } from './problem.ts'
import { addReference } from './reference.ts'
import { addRest } from './rest.ts'
import { apiHeaders } from './security-headers.ts'
import type { HttpSettings } from './settings.ts'
import { createVisits } from './visit.ts'

export type HttpOptions = {
  readonly settings: HttpSettings
  /** What else is served: the storefront, media, pages for developers. Each gets a scope of its own, without body parsers. */
  readonly extend?: readonly Extension[]
}

export type Extension = (fastify: FastifyInstance, http: { readonly direct: Direct }) => void | Promise<void>

export type Http = {
  readonly fastify: FastifyInstance
  readonly direct: Direct
  /** Accepts connections; gives the address. Without a host it is this machine alone. */
  listen(where: { readonly port: number; readonly host?: string }): Promise<string>
  /** Readiness off, then after the time for balancers to see it no new connection, and what is in flight finished within five seconds. */
  close(): Promise<void>
}

/** Puts together what a process serves over HTTP: everything about operations is derived here, once. */
export async function createHttp(served: Served, { settings, extend = [] }: HttpOptions): Promise<Http> {
  const { log, development } = served
  const fastify = createFastify({ settings, log, development })
  const guard = createGuard({
    maxInFlight: settings.MERX_MAX_IN_FLIGHT,
    maxOperations: settings.MERX_MAX_OPERATIONS,
    maxLag: settings.MERX_MAX_LAG,
  })
  const { draining, close } = createClosing(fastify, settings.MERX_DRAIN_SECONDS ?? (development ? 0 : 5))
  addHealth(fastify, { ready: served.ready, draining, metricsKey: settings.MERX_METRICS_KEY, development })

  const endpoints = endpointsOf(served.operations)
  const perform = createPerform(served, guard)
  const visits = createVisits({
    staffKey: settings.MERX_STAFF_KEY,
    corsOrigins: settings.MERX_CORS_ORIGINS,
    development,
  })
  const direct = createDirect({ endpoints, perform, visits, log })

  await fastify.register(async (shop) => {
    addGuard(shop, guard)
    addAccessLog(shop, log, settings.MERX_ACCESS_LOG)
    await shop.register(
      async (api) => {
        addApiHeaders(api)
        addCors(api, settings.MERX_CORS_ORIGINS)
        addRest(api, { endpoints, perform, visits })
        addReference(api, endpoints)
        api.setNotFoundHandler(() => {
          throw new Fault('not_found')
        })
      },
      { prefix: '/api' },
    )
    for (const extension of extend) await shop.register(async (scope) => extension(scope, { direct }))
  })
  await fastify.ready()

  return {
    fastify,
    direct,
    listen: ({ port, host }) => fastify.listen({ port, host: host ?? '127.0.0.1' }),
    close: async () => {
      await close()
      guard.close()
    },
  }
}

function addApiHeaders(api: FastifyInstance): void {
  api.addHook('onRequest', (request, reply, done) => {
    reply.headers(apiHeaders)
    // at once: the body of a request that goes nowhere is not judged
    done(request.is404 ? new Fault('not_found') : undefined)
  })
}
