import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { upgradeRoute } from '../live/upgrade.ts'
import type { Log } from '../telemetry/log.ts'
import { failureOf } from './failure.ts'
import { Fault, type FaultCode, faults, problemOf, problemType } from './problem.ts'
import { requestIdOf, traceIdOf } from './request-ids.ts'
import type { HttpSettings } from './settings.ts'
import { addStandingHeaders } from './standing-headers.ts'

export type FastifyOptions = { readonly settings: HttpSettings; readonly log: Log; readonly development: boolean }

/** The server that everything hangs on: its limits, its headers, and problems as its only way to fail. */
export function createFastify({ settings, log, development }: FastifyOptions): FastifyInstance {
  const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const ids = { requestId: request.id, traceId: traceIdOf(request.headers.traceparent, request.id) }
    const { problem, headers } = failureOf(error, ids, log)
    return reply
      .code(problem.status)
      .headers(headers)
      .header('cache-control', 'no-store')
      .type(problemType)
      .send(JSON.stringify(problem))
  }
  const fastify = Fastify({
    logger: false,
    trustProxy:
      typeof settings.MERX_TRUST_PROXY === 'boolean' ? settings.MERX_TRUST_PROXY : [...settings.MERX_TRUST_PROXY],
    bodyLimit: settings.MERX_BODY_LIMIT,
    requestTimeout: settings.MERX_REQUEST_TIMEOUT * 1_000,
    keepAliveTimeout: 72_000,
    http: { maxHeaderSize: 16 * 1024, shouldUpgradeCallback: (request) => upgradeRoute(request) !== undefined },
    routerOptions: { maxParamLength: 500 },
    genReqId: requestIdOf,
    // what reaches us while we stop is still served, on a connection that then closes
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void answer(error, request, reply),
    clientErrorHandler: answerUnreadable,
  })
  addStandingHeaders(fastify, { development })
  fastify.setErrorHandler(answer)
  fastify.setNotFoundHandler((request, reply) => answer(new Fault('not_found'), request, reply))
  fastify.removeAllContentTypeParsers()
  return fastify
}

/** What is no HTTP never becomes a request: the answer is written by hand. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const code: FaultCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers_too_large' : 'malformed_request'
  const body = JSON.stringify(problemOf(new Fault(code)))
  const { status } = faults[code]
  socket.end(
    `HTTP/1.1 ${status} ${code}\r\ncontent-type: ${problemType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
