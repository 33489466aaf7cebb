import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'
import { agentOf } from '../http/agent.ts'
import { Fault } from '../http/problem.ts'
import { traceIdOf } from '../http/request-ids.ts'
import type { Arrival, Visits } from '../http/visit.ts'
import type { Frame } from '../operations/frame.ts'
import { createConnections } from './connections.ts'
import type { LiveLimits } from './limits.ts'
import type { Connection } from './line.ts'
import { upgradeRoute } from './upgrade.ts'

/** Who opened a connection. */
export type Client = {
  readonly arrival: Arrival
  readonly frame: Frame
  readonly address: string
}

/** Speaks with a client on its socket. */
export type Talk = (socket: WebSocket, client: Client) => Connection

export type SocketRoute = {
  readonly path: string
  /** Bytes of a message from a client. */
  readonly messageBytes: number
  /** The one subprotocol that is spoken there, where it has a name. */
  readonly protocol?: string
  /** Asked for each connection before it is opened; `undefined` where there is nothing to speak of. */
  readonly talk: () => Promise<Talk | undefined>
}

/** Opens WebSockets, however many routes there are for them, within the limits of one process. */
export type Sockets = { add(route: SocketRoute): void }

export type SocketsOptions = {
  readonly visits: Visits
  readonly limits: LiveLimits
}

type Upgrade = { readonly socket: Socket; readonly head: Buffer }

/** They are outside the scope of requests: a connection that stays holds no place of a request. */
export function createSockets(fastify: FastifyInstance, { visits, limits }: SocketsOptions): Sockets {
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
    request.url = upgradeRoute(request) ?? request.url
    fastify.routing(request, response)
  })
  fastify.addHook('preClose', connections.close)

  return {
    add: ({ path, messageBytes, protocol, talk }) => {
      const server = new WebSocketServer({
        noServer: true,
        maxPayload: messageBytes,
        perMessageDeflate: false,
        ...(protocol !== undefined && { handleProtocols: (offered) => offered.has(protocol) && protocol }),
      })
      fastify.get(path, async (request, reply) => {
        const upgrade = upgrades.get(request.raw)
        if (!upgrade) throw new Fault('upgrade_required', { headers: { upgrade: 'websocket', connection: 'upgrade' } })
        const client = await clientOf(request, visits)
        const speak = await talk()
        if (!speak) throw new Fault('not_found')
        const { socket, head } = upgrade
        const place = connections.enter(client.address)
        if (!place) throw new Fault('too_many_connections')
        socket.on('close', place.free)
        // it may have gone while its request was judged
        if (socket.destroyed) place.free()
        reply.hijack()
        reply.raw.detachSocket(socket)
        server.handleUpgrade(request.raw, socket, head, (opened) => place.hold(speak(opened, client)))
      })
    },
  }
}

async function clientOf(request: FastifyRequest, visits: Visits): Promise<Client> {
  const { id, headers, ip: address } = request
  const arrival = arrivalOf(request)
  const { caller, credentials } = await visits(arrival)
  const from = { address, agent: agentOf(headers) }
  const traceId = traceIdOf(headers.traceparent, id)
  const frame = { caller, credentials, issued: new Map(), ...from, requestId: id, traceId, idempotencyKey: undefined }
  return { arrival, frame, address }
}

/** Opening a connection counts as a change: a browser lets any page open one, cookies included, and this asks where it comes from. */
function arrivalOf({ headers, protocol, host }: FastifyRequest): Arrival {
  return { method: 'POST', headers, origin: `${protocol}://${host}` }
}
