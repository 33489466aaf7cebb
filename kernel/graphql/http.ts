import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { agentOf } from '../http/agent.ts'
import { handOut } from '../http/credentials.ts'
import { idempotencyKeyOf } from '../http/idempotency-key.ts'
import { meterOf } from '../http/meters.ts'
import { Fault } from '../http/problem.ts'
import { traceIdOf } from '../http/request-ids.ts'
import { type Arrival, takesKept, type Visit, type Visits } from '../http/visit.ts'
import type { Frame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import type { GraphqlDoor } from './door.ts'
import { GraphqlFault, rejectionOf } from './fault.ts'
import { answerType, plainType, responseType } from './media-type.ts'
import { requestOf } from './request.ts'

export type GraphqlOptions = {
  /** Made for the first request; `undefined` where there is nothing to show. */
  readonly open: () => Promise<GraphqlDoor | undefined>
  readonly visits: Visits
  readonly log: Log
}

/** GraphQL over HTTP: POST for everything, GET for reading. */
export function addGraphql(scope: FastifyInstance, { open, visits, log }: GraphqlOptions): void {
  const meter = meterOf('graphql')

  const answer = async (request: FastifyRequest, reply: FastifyReply, carried: unknown) => {
    const door = await open()
    if (!door) throw new Fault('not_found')
    if (door.explorer && isBrowser(request)) return door.explorer(reply)
    const visit = await visits(arrivalOf(request))
    const type = answerType(request.headers.accept)
    if (type === undefined) throw new GraphqlFault('not_acceptable', `Answers are ${responseType} or ${plainType}.`)
    const frame = frameOf(request, visit)
    const wanted = requestOf(carried, { readsOnly: request.method !== 'POST' })
    const { status, body } = await door.execute(wanted, { frame, address: request.ip, takesKept: takesKept(visit) })
    if (status === 503) reply.header('retry-after', '1')
    return reply.code(status).headers(handOut(frame.issued, visit)).type(type).send(body)
  }

  addJsonParser(scope)
  scope.addHook('onRequest', async (request, reply) => {
    // a document by GET may hold a token, and an address stands in logs: by now the router has read it
    request.raw.url = '/graphql'
    reply.header('cache-control', 'no-store')
  })
  scope.setErrorHandler((error, request, reply) => {
    const ids = { requestId: request.id, traceId: traceIdOf(request.headers.traceparent, request.id) }
    const { status, plainStatus, body, headers } = rejectionOf(error, ids, log)
    const type = answerType(request.headers.accept) ?? plainType
    return reply
      .code(type === plainType ? plainStatus : status)
      .headers(headers)
      .type(type)
      .send(JSON.stringify(body))
  })

  scope.post('/', { config: { meter } }, (request, reply) => answer(request, reply, request.body))
  scope.get('/', { config: { meter } }, (request, reply) => answer(request, reply, request.query))
  scope.options('/', (_request, reply) => answerPreflight(reply))
  scope.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/',
    handler: () => {
      throw new Fault('method_not_allowed', { headers: { allow: 'GET, HEAD, POST, OPTIONS' } })
    },
  })
}

/** For pages of the origins that the scope has let in. */
function answerPreflight(reply: FastifyReply): FastifyReply {
  if (reply.hasHeader('access-control-allow-origin')) {
    reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', takenHeaders)
      .header('access-control-max-age', '600')
  }
  return reply.code(204).send()
}

const takenHeaders =
  'authorization, content-type, idempotency-key, merx-cart, merx-order, merx-wishlist, merx-refresh, merx-position, traceparent'

function addJsonParser(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  const parse = scope.getDefaultJsonParser('error', 'error')
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, parse)
}

/** A page that somebody opens, and not a request that carries a document. */
function isBrowser({ method, headers, query }: FastifyRequest): boolean {
  return method !== 'POST' && Object.keys(Object(query)).length === 0 && (headers.accept ?? '').includes('text/html')
}

function arrivalOf({ method, headers, protocol, host }: FastifyRequest): Arrival {
  return { method, headers, origin: `${protocol}://${host}` }
}

function frameOf({ headers, id, ip }: FastifyRequest, { caller, credentials, sight }: Visit): Frame {
  return {
    caller,
    credentials,
    ...(sight && { sight }),
    issued: new Map(),
    address: ip,
    agent: agentOf(headers),
    requestId: id,
    traceId: traceIdOf(headers.traceparent, id),
    idempotencyKey: idempotencyKeyOf(headers['idempotency-key']),
  }
}
