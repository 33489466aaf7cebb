import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Frame } from '../operations/frame.ts'
import { agentOf } from './agent.ts'
import { handOut } from './credentials.ts'
import { type Endpoint, type Method, methods } from './endpoint.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'
import { type Meter, meterOf } from './meters.ts'
import { answerKey, type Perform } from './perform.ts'
import { Fault } from './problem.ts'
import { traceIdOf } from './request-ids.ts'
import { sendKept } from './send-kept.ts'
import { type Arrival, outsideParty, takesKept, type Visit, type Visits } from './visit.ts'

export type RestOptions = {
  readonly endpoints: readonly Endpoint[]
  readonly perform: Perform
  readonly visits: Visits
}

/** One native route for each endpoint, and an answer for the methods that its address does not know. */
export function addRest(api: FastifyInstance, { endpoints, perform, visits }: RestOptions): void {
  addJsonParser(api)
  addRoutes(
    api,
    endpoints.filter(({ raw }) => !raw),
    { perform, visits },
  )
  api.register(async (scope) => {
    addRawParser(scope)
    addRoutes(
      scope,
      endpoints.filter(({ raw }) => raw),
      { perform, visits },
    )
  })
  addOtherMethods(api, endpoints)
}

type Handling = Pick<RestOptions, 'perform' | 'visits'>

function addRoutes(api: FastifyInstance, endpoints: readonly Endpoint[], { perform, visits }: Handling): void {
  for (const endpoint of endpoints) {
    const meter = meterOf(endpoint.operation.name)
    api.route({
      method: endpoint.method,
      url: routeOf(endpoint.path),
      config: { meter, endpoint },
      handler: handlerOf(endpoint, { perform: timed(perform, meter), visits, meter }),
    })
  }
}

function handlerOf(
  endpoint: Endpoint,
  { perform, visits, meter }: Handling & { readonly meter: Meter },
): RouteHandlerMethod {
  const read = (request: FastifyRequest) =>
    endpoint.input.read({
      params: request.params,
      query: request.query,
      body: endpoint.raw ? { body: request.body ?? '', headers: headersOf(request) } : request.body,
    })

  const answer = async (request: FastifyRequest, reply: FastifyReply, visiting: Visit | Promise<Visit>) => {
    const visit = await visiting
    const { status, contentType, body, issued, retryAfter } = await perform.run(
      endpoint,
      read(request),
      frameOf(request, visit),
    )
    const shared = endpoint.kept && status === 200
    reply
      .code(status)
      .headers(handOut(issued, visit))
      .header('cache-control', shared ? 'private, max-age=0, must-revalidate' : 'no-store')
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
    return status === 204 ? reply.send() : reply.type(contentType).send(body)
  }

  if (endpoint.raw) return (request, reply) => answer(request, reply, outsideParty)
  if (!endpoint.kept) return (request, reply) => answer(request, reply, visits(arrivalOf(request)))

  /** Where the answer is not there yet, or it is not known yet whether the caller takes one that is made for everyone. */
  const takeKept = async (request: FastifyRequest, reply: FastifyReply, key: string | undefined) => {
    const visit = await visits(arrivalOf(request))
    if (key === undefined || !takesKept(visit)) return answer(request, reply, visit)
    const frame = frameOf(request, visit)
    return sendKept(request, reply, await perform.kept(endpoint, key, { raw: () => read(request), frame }))
  }

  return (request, reply) => {
    request.meter = meter
    const key = answerKey(endpoint, request)
    const isPlain = request.headers.authorization === undefined
    const kept = isPlain && key !== undefined ? perform.peek(key) : undefined
    // nothing but the key is needed to find an answer that is there: this way is the one most taken
    if (kept) return sendKept(request, reply, kept)
    return takeKept(request, reply, key)
  }
}

function timed(perform: Perform, meter: Meter): Perform {
  const time = async <T>(work: Promise<T>): Promise<T> => {
    const began = performance.now()
    try {
      return await work
    } finally {
      meter.time((performance.now() - began) / 1_000)
    }
  }
  return {
    ...perform,
    run: (...call) => time(perform.run(...call)),
    kept: (...call) => time(perform.kept(...call)),
  }
}

function arrivalOf(request: FastifyRequest): Arrival {
  return { method: request.method, headers: request.headers, origin: `${request.protocol}://${request.host}` }
}

function frameOf(request: FastifyRequest, visit: Visit): Frame {
  return {
    caller: visit.caller,
    credentials: visit.credentials,
    ...(visit.sight && { sight: visit.sight }),
    issued: new Map(),
    address: request.ip,
    agent: agentOf(request.headers),
    requestId: request.id,
    traceId: traceIdOf(request.headers.traceparent, request.id),
    idempotencyKey: idempotencyKeyOf(request.headers['idempotency-key']),
  }
}

function routeOf(path: string): string {
  return `/v1${path.replaceAll(/\{([^}]*)\}/g, ':$1')}`
}

/** JSON is all that the API reads; an empty body is no body. */
function addJsonParser(api: FastifyInstance): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  api.removeAllContentTypeParsers()
  api.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') done(null, undefined)
    else parse(request, body, done)
  })
}

/** Whatever type it says it is of: a signature is over bytes. */
function addRawParser(api: FastifyInstance): void {
  api.removeAllContentTypeParsers()
  api.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
}

function headersOf({ headers }: FastifyRequest): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }))
}

function addOtherMethods(api: FastifyInstance, endpoints: readonly Endpoint[]): void {
  const byPath = Map.groupBy(endpoints, ({ path }) => path.replaceAll(/\{[^}]*\}/g, '{}'))
  for (const group of byPath.values()) {
    const [first] = group
    const known: readonly Method[] = group.map(({ method }) => method)
    const others = methods.filter((method) => !known.includes(method))
    if (!first || others.length === 0) continue
    const allow = [...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
    const refuse = (): never => {
      throw new Fault('method_not_allowed', { headers: { allow } })
    }
    api.route({ method: [...others], url: routeOf(first.path), onRequest: async () => refuse(), handler: refuse })
  }
}
