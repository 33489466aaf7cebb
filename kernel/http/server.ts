import type { FastifyInstance } from 'fastify'
import { addAccessLog } from './access-log.ts'
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
  /** Readiness off, no new connection, what is in flight finished, within five seconds. */
  close(): Promise<void>
}

const patience = 5_000

/** Puts together what a process serves over HTTP: everything about operations is derived here, once. */
export async function createHttp(served: Served, { settings, extend = [] }: HttpOptions): Promise<Http> {
  const { log, development } = served
  const fastify = createFastify({ settings, log, development })
  const guard = createGuard({ maxInFlight: settings.MERX_MAX_IN_FLIGHT, maxLag: settings.MERX_MAX_LAG })
  let draining = false
  addHealth(fastify, { ready: served.ready, draining: () => draining, metricsKey: settings.MERX_METRICS_KEY })

  const endpoints = endpointsOf(served.operations)
  const perform = createPerform(served)
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
        api.addHook('onRequest', (_request, reply, done) => {
          reply.headers(apiHeaders)
          done()
        })
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
      draining = true
      const { server } = fastify
      const cut = setTimeout(() => server.closeAllConnections(), patience)
      // a connection whose answer began before we stopped stays open for the next request: it is closed once idle
      const sweep = setInterval(() => server.closeIdleConnections(), 20)
      await fastify.close()
      clearTimeout(cut)
      clearInterval(sweep)
      guard.close()
    },
  }
}
