import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

type Closing = {
  /** Whether the process is to get no more requests; it serves those that still come. */
  readonly draining: () => boolean
  close(): Promise<void>
}

/** Milliseconds in which what is in flight must finish. */
const patience = 5_000

/** Milliseconds without a request after which nobody seems to send any, and after which the door closes all the same. */
const turningAway = { silence: 150, longest: 1_000 }

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * Between readiness going off and the door closing lie `drainSeconds`: a balancer looks only now and then, and sends until it has looked.
 * One that does not look at all, as nginx does not, is told by requests that it may repeat: they are broken off, so that it asks another
 * process and leaves this one alone for a while. Were the door closed under it, what it had just sent on a new connection would be lost, and
 * a change is not to be sent twice.
 */
export function createClosing(fastify: FastifyInstance, drainSeconds: number): Closing {
  const { server } = fastify
  let state: 'open' | 'draining' | 'turning away' = 'open'
  let lastArrival = 0

  fastify.addHook('onRequest', (request, reply, done) => {
    if (state === 'open') return done()
    lastArrival = performance.now()
    // told that its connection ends with this answer, a caller that keeps one open comes to another process next
    reply.raw.shouldKeepAlive = false
    if (state === 'draining' || !safeMethods.includes(request.method)) return done()
    reply.hijack()
    request.raw.socket.destroy()
  })

  const turnAway = async (): Promise<void> => {
    state = 'turning away'
    const began = performance.now()
    lastArrival = began
    while (performance.now() < Math.min(lastArrival + turningAway.silence, began + turningAway.longest)) await wait(10)
  }

  return {
    draining: () => state !== 'open',
    close: async () => {
      state = 'draining'
      if (server.listening && drainSeconds > 0) {
        await wait(drainSeconds * 1_000)
        await turnAway()
      }
      const cut = setTimeout(() => server.closeAllConnections(), patience)
      // a connection whose answer began before we stopped stays open for the next request: it is closed once idle
      const sweep = setInterval(() => server.closeIdleConnections(), 20)
      await fastify.close()
      clearTimeout(cut)
      clearInterval(sweep)
    },
  }
}
