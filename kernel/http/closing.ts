import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

type Closing = {
  /** Whether the process is to get no more requests; it serves those that still come. */
  readonly draining: () => boolean
  close(): Promise<void>
}

/** Milliseconds in which what is in flight must finish. */
const patience = 5_000

/** Between readiness going off and the door closing lie `drainSeconds`: a balancer looks only now and then, and sends until it has looked. */
export function createClosing(fastify: FastifyInstance, drainSeconds: number): Closing {
  const { server } = fastify
  let draining = false

  return {
    draining: () => draining,
    close: async () => {
      draining = true
      // told with each answer that it is its connection's last, a proxy brings its next request on another one; what it leaves idle it
      // closes itself, if it keeps such for less long than we drain: closed by us, it might just have sent a request that it must not repeat
      server.prependListener('request', (_request, response) => {
        response.shouldKeepAlive = false
      })
      if (server.listening) await wait(drainSeconds * 1_000)
      const cut = setTimeout(() => server.closeAllConnections(), patience)
      // a connection whose answer began before we stopped stays open for the next request: it is closed once idle
      const sweep = setInterval(() => server.closeIdleConnections(), 20)
      await fastify.close()
      clearTimeout(cut)
      clearInterval(sweep)
    },
  }
}
