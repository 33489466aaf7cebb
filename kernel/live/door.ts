import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { WebSocketServer } from 'ws'
import { agentOf } from '../http/agent.ts'
import type { Guard } from '../http/guard.ts'
import { Fault } from '../http/problem.ts'
import { traceIdOf } from '../http/request-ids.ts'
import type { Arrival, Visit, Visits } from '../http/visit.ts'
import type { Frame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { openConnection } from './connection.ts'
import { createConnections } from './connections.ts'
import type { Live } from './hub.ts'
import type { LiveLimits } from './limits.ts'
import { livePath } from './upgrade.ts'

export type LiveDoorOptions = {
  readonly live: Live
  readonly visits: Visits
  readonly guard: Guard
  readonly limits: LiveLimits
  readonly log: Log
}

type Upgrade = { readonly socket: Socket; readonly head: Buffer }

/** The WebSocket of live updates. It is outside the scope of requests: a connection that stays holds no place of a request. */
export function addLive(fastify: FastifyInstance, { live, visits, guard, limits, log }: LiveDoorOptions): void {
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, perMessageDeflate: false })
  const connections = createConnections(limits)
  const upgrades = new WeakMap<IncomingMessage, Upgrade>()

  // the request goes through the router, so that ids, headers and problems are those of any other
  fastify.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    upgrades.set(request, { socket, head })
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.on('finish', () => socket.destroySoon())
    socket.on('error', () => socket.destroy())
    fastify.routing(request, response)
  })

  fastify.get(livePath, async (request, reply) => {
    const upgrade = upgrades.get(request.raw)
    if (!upgrade) throw new Fault('upgrade_required', { headers: { upgrade: 'websocket', connection: 'upgrade' } })
    const frame = frameOf(request, await visits(arrivalOf(request)))
    const { socket, head } = upgrade
    const place = connections.enter(request.ip)
    if (!place) throw new Fault('too_many_connections')
    socket.on('close', place.free)
    // it may have gone while its request was judged
    if (socket.destroyed) place.free()
    reply.hijack()
    reply.raw.detachSocket(socket)
    server.handleUpgrade(request.raw, socket, head, (client) =>
      place.hold(openConnection(client, { live, frame, guard, limits, log })),
    )
  })

  fastify.addHook('preClose', connections.close)
}

/** Opening a connection counts as a change: a browser lets any page open one, cookies included, and this asks where it comes from. */
function arrivalOf({ headers, protocol, host }: FastifyRequest): Arrival {
  return { method: 'POST', headers, origin: `${protocol}://${host}` }
}

function frameOf({ id, headers, ip }: FastifyRequest, { caller, credentials }: Visit): Frame {
  const from = { address: ip, agent: agentOf(headers) }
  const traceId = traceIdOf(headers.traceparent, id)
  return { caller, credentials, issued: new Map(), ...from, requestId: id, traceId, idempotencyKey: undefined }
}
