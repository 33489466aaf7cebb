import type { FastifyInstance } from 'fastify'
import { createGraphql } from '../graphql/mount.ts'
import type { GraphqlSettings } from '../graphql/settings.ts'
import { addLive } from '../live/door.ts'
import type { Live } from '../live/hub.ts'
import { defaultLimits, type LiveLimits } from '../live/limits.ts'
import { createSockets } from '../live/sockets.ts'
import type { Recogniser } from '../operations/recogniser.ts'
import type { Module } from '../runtime/module.ts'
import { createAccessLog } from './access-log.ts'
import { createClosing } from './closing.ts'
import { addCors } from './cors.ts'
import { createDirect, type Direct } from './direct.ts'
import { endpointsOf } from './endpoint.ts'
import { createFastify } from './fastify.ts'
import { createGuard, type Guard } from './guard.ts'
import { addHealth } from './health.ts'
import { addLimits, createThrottle, type OperationLimits } from './limits.ts'
import { addPassage } from './passage.ts'
import { createPerform, type Served } from './perform.ts'
import { Fault } from './problem.ts'
import { addReference } from './reference.ts'
import { addRest } from './rest.ts'
import type { HttpSettings } from './settings.ts'
import { addApiHeaders } from './standing-headers.ts'
import { createVisits } from './visit.ts'

export type HttpOptions = {
  readonly settings: HttpSettings
  /** What else is served: the storefront, media, pages for developers. Each gets a scope of its own, without body parsers. */
  readonly extend?: readonly Extension[]
  /** Operations that one address may not call as often as it likes. */
  readonly operationLimits?: OperationLimits
  /** Of connections for live updates, where they are not as they stand. */
  readonly liveLimits?: Partial<LiveLimits>
  /** Limits of GraphQL documents, where they are not as they stand. */
  readonly graphql?: GraphqlSettings
  /** Scheme and host under which buyers know the shop, where they do not follow from the request. */
  readonly publicOrigin?: string | undefined
  /** Serves GraphQL as a part of a federated graph. */
  readonly subgraph?: boolean
}

/** What is served; without `live` there are no live updates, without `modules` no relations in GraphQL, without `recognise` nobody is signed in. */
export type ServedLive = Served & {
  readonly live?: Live
  readonly modules?: readonly Module[]
  readonly recognise?: Recogniser['recognise'] | undefined
}

export type Extension = (
  fastify: FastifyInstance,
  http: { readonly direct: Direct; readonly guard: Guard },
) => void | Promise<void>

export type Http = {
  readonly fastify: FastifyInstance
  readonly direct: Direct
  /** Accepts connections; gives the address. Without a host it is this machine alone. */
  listen(where: { readonly port: number; readonly host?: string }): Promise<string>
  /** Readiness off, then after the time for balancers to see it no new connection, and what is in flight finished within five seconds. */
  close(): Promise<void>
}

/** Puts together what a process serves over HTTP: everything about operations is derived here, once. */
export async function createHttp(served: ServedLive, options: HttpOptions): Promise<Http> {
  const { settings, extend = [], operationLimits, liveLimits, graphql, publicOrigin, subgraph = false } = options
  const { live, log, development } = served
  const fastify = createFastify({ settings, log, development })
  const guard = createGuard({
    maxInFlight: settings.MERX_MAX_IN_FLIGHT,
    maxOperations: settings.MERX_MAX_OPERATIONS,
    maxLag: settings.MERX_MAX_LAG,
  })
  const { draining, close } = createClosing(fastify, settings.MERX_DRAIN_SECONDS ?? (development ? 0 : 4))
  addHealth(fastify, { ready: served.ready, draining, metricsKey: settings.MERX_METRICS_KEY, development })

  const endpoints = endpointsOf(served.operations)
  const perform = createPerform(served, guard)
  const visits = createVisits({
    staffKey: settings.MERX_STAFF_KEY,
    corsOrigins: settings.MERX_CORS_ORIGINS,
    development,
    publicOrigin,
    recognise: served.recognise,
  })
  const throttle = operationLimits && createThrottle(operationLimits)
  const direct = createDirect({ endpoints, perform, visits, throttle, log })
  const limits: LiveLimits = {
    ...defaultLimits,
    connections: settings.MERX_LIVE_CONNECTIONS,
    perAddress: settings.MERX_LIVE_PER_ADDRESS,
    ...liveLimits,
  }
  const documents = { served, endpoints, perform, guard, visits, throttle, settings: graphql, subgraph }
  const graph = createGraphql({ ...documents, liveLimits: limits })
  if (live) {
    const sockets = createSockets(fastify, { visits, limits })
    addLive(sockets, { live, guard, limits, log })
    graph.addTo(sockets)
  }

  await fastify.register(async (shop) => {
    addPassage(shop, { guard, accessLog: createAccessLog(log, settings.MERX_ACCESS_LOG) })
    await shop.register(
      async (api) => {
        addApiHeaders(api)
        turnAwayLost(api)
        addCors(api, settings.MERX_CORS_ORIGINS)
        addLimits(api, { perMinute: settings.MERX_LIMIT_API, throttle })
        addRest(api, { endpoints, perform, visits })
        addReference(api, endpoints)
        api.setNotFoundHandler(() => {
          throw new Fault('not_found')
        })
      },
      { prefix: '/api' },
    )
    await shop.register(
      async (scope) => {
        addApiHeaders(scope)
        addCors(scope, settings.MERX_CORS_ORIGINS)
        addLimits(scope, { perMinute: settings.MERX_LIMIT_API, throttle: undefined })
        graph.mount(scope)
      },
      { prefix: '/graphql' },
    )
    for (const extension of extend) await shop.register(async (scope) => extension(scope, { direct, guard }))
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

/** At once: the body of a request that goes nowhere is not judged. */
function turnAwayLost(api: FastifyInstance): void {
  api.addHook('onRequest', (request, _reply, done) => done(request.is404 ? new Fault('not_found') : undefined))
}
