import type { FastifyInstance } from 'fastify'
import type { Counters } from '../shared/counters.ts'
import { createMemoryCounters } from '../shared/memory-counters.ts'
import type { Count, Limit } from '../shared/pace.ts'
import { callerAt, isOwnNetwork } from './address.ts'
import type { Endpoint } from './endpoint.ts'
import { Fault } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation behind the route. */
    readonly endpoint?: Endpoint
  }
  interface FastifyRequest {
    /** Under which limit the request was counted last. */
    counted: Counted | undefined
  }
}

type Counted = { readonly limit: Limit; readonly count: Count }

/** Operations of which one address may call only so many, on counters that processes may share. */
export type OperationLimits = { readonly counters: Counters; readonly byOperation: ReadonlyMap<string, Limit> }

export type Throttle = {
  limits(operation: string): boolean
  /** Throws where an address has called an operation too often; the count, if there is a limit. */
  check(operation: string, address: string | undefined): Promise<Counted | undefined>
}

export function createThrottle({ counters, byOperation }: OperationLimits): Throttle {
  return {
    limits: (operation) => byOperation.has(operation),
    check: async (operation, address) => {
      const limit = byOperation.get(operation)
      const caller = callerAt(address)
      if (!limit || isOwnNetwork(caller)) return undefined
      const counted = { limit, count: await counters.count(caller, limit) }
      if (!counted.count.allowed) throw tooMany(counted)
      return counted
    },
  }
}

/**
 * Counts the requests of this scope by address, in the memory of the process alone: most are answered from memory too, and asking Redis
 * would cost more than the answer. Such answers carry no fields about it. What an outside party signed is not turned away.
 */
export function addLimits(
  scope: FastifyInstance,
  { perMinute, throttle }: { readonly perMinute: number; readonly throttle: Throttle | undefined },
): void {
  scope.decorateRequest('counted', undefined)
  if (perMinute > 0) {
    const limit = { name: 'api', quota: perMinute, seconds: 60 }
    const countOf = createMemoryCounters().counterOf(limit)
    scope.addHook('onRequest', (request, _reply, done) => {
      const caller = callerAt(request.ip)
      if (isOwnNetwork(caller)) return done()
      const counted = { limit, count: countOf(caller) }
      if (!counted.count.allowed && !request.routeOptions.config.endpoint?.raw) return done(tooMany(counted))
      request.counted = counted
      done()
    })
  }
  if (throttle) {
    scope.addHook('onRoute', (route) => {
      const operation = route.config?.endpoint?.operation.name
      // not even a promise for the others: most of them are answered from memory
      if (operation === undefined || !throttle.limits(operation)) return
      route.onRequest = [
        ...[route.onRequest ?? []].flat(),
        async (request) => {
          request.counted = (await throttle.check(operation, request.ip)) ?? request.counted
        },
      ]
    })
  }
  scope.addHook('onSend', async ({ counted }, reply) => {
    if (counted && !reply.hasHeader('ratelimit')) reply.headers(fieldsOf(counted))
  })
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10: what applies, and what is left of it. */
function fieldsOf({ limit, count }: Counted): Readonly<Record<string, string>> {
  return {
    'ratelimit-policy': `"${limit.name}";q=${limit.quota};w=${limit.seconds}`,
    ratelimit: `"${limit.name}";r=${count.remaining};t=${count.reset}`,
  }
}

function tooMany(counted: Counted): Fault {
  return new Fault('too_many_requests', {
    headers: { ...fieldsOf(counted), 'retry-after': String(counted.count.retryAfter) },
  })
}
