import type { FastifyInstance } from 'fastify'
import type { AccessLog } from './access-log.ts'
import type { Guard } from './guard.ts'
import type { Meter } from './meters.ts'
import { Fault } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly meter?: Meter
  }
  interface FastifyRequest {
    /** The route's meter, where the handler noted it: asking for a route's options makes an object of all of them. */
    meter: Meter | undefined
  }
}

/** In this scope a request enters only while there is room for it, and when it was answered it is counted and logged. */
export function addPassage(scope: FastifyInstance, { guard, accessLog }: { guard: Guard; accessLog: AccessLog }): void {
  scope.decorateRequest('meter', undefined)
  scope.addHook('onRequest', (request, { raw }, done) => {
    const began = performance.now()
    const entered = guard.enter()
    // 'close' comes also where the caller went away before the answer; one listener does for all that is to be done then
    raw.on('close', () => {
      if (entered) guard.leave()
      if (!raw.writableEnded) return
      const meter = request.meter ?? request.routeOptions.config.meter
      meter?.count(raw.statusCode)
      accessLog(request, { status: raw.statusCode, milliseconds: performance.now() - began })
    })
    done(entered ? undefined : new Fault('overloaded'))
  })
}
