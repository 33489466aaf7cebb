import type { FastifyInstance, FastifyRequest } from 'fastify'
import { registry } from '../telemetry/metrics.ts'
import type { Served } from './perform.ts'
import { Fault } from './problem.ts'
import { secretKey } from './secret-key.ts'

export type HealthOptions = {
  readonly ready: Served['ready']
  readonly draining: () => boolean
  readonly metricsKey: string | undefined
}

/** What those ask who run the shop: does the process live, should it get requests, how does it do. */
export function addHealth(fastify: FastifyInstance, { ready, draining, metricsKey }: HealthOptions): void {
  const mayRead = secretKey(metricsKey)

  fastify.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }))

  fastify.get('/readyz', async (_request, reply) => {
    const state = draining() ? { ok: false, checks: { process: 'stops' } } : await ready()
    return reply
      .code(state.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(state)
  })

  fastify.get('/metrics', async (request, reply) => {
    const allowed = metricsKey === undefined ? isThisMachine(request) : mayRead(request.headers.authorization)
    if (!allowed) throw new Fault('forbidden')
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  })
}

const loopback = /^(::1|127\.|::ffff:127\.)/

const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/** A proxy on this machine connects from it too, for anybody: what it passes on does not count. */
function isThisMachine({ raw, headers }: FastifyRequest): boolean {
  return (
    loopback.test(raw.socket.remoteAddress ?? '') &&
    ownNames.test(headers.host ?? '') &&
    forwarding.every((name) => headers[name] === undefined)
  )
}
