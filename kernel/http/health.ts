import type { FastifyInstance, FastifyRequest } from 'fastify'
import { registry } from '../telemetry/metrics.ts'
import type { Served } from './perform.ts'
import { Fault } from './problem.ts'
import { secretKey } from './secret-key.ts'

export type HealthOptions = {
  readonly ready: Served['ready']
  readonly draining: () => boolean
  readonly metricsKey: string | undefined
  readonly development: boolean
}

/** What those ask who run the shop: does the process live, should it get requests, how does it do. */
export function addHealth(fastify: FastifyInstance, options: HealthOptions): void {
  const { ready, draining, metricsKey, development } = options
  const showsKey = secretKey(metricsKey)
  const mayRead = (request: FastifyRequest): boolean =>
    metricsKey === undefined ? development && isThisMachine(request) : showsKey(request.headers.authorization)

  fastify.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }))

  fastify.get('/readyz', async (_request, reply) => {
    const state = draining() ? { ok: false, checks: { process: 'stops' } } : await ready()
    return reply
      .code(state.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(state)
  })

  fastify.get('/metrics', async (request, reply) => {
    if (!mayRead(request)) throw new Fault('forbidden')
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  })
}

const loopback = /^(::1|127\.|::ffff:127\.)/

const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/** A proxy on this machine connects from it too, for anybody. What shows that it was passed on does not count; a bare proxy shows nothing. */
function isThisMachine({ raw, headers }: FastifyRequest): boolean {
  return (
    loopback.test(raw.socket.remoteAddress ?? '') &&
    ownNames.test(headers.host ?? '') &&
    forwarding.every((name) => headers[name] === undefined)
  )
}
