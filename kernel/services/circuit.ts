import CircuitBreaker from 'opossum'
import type { Log } from '../telemetry/log.ts'
import { ModuleUnavailable } from './unavailable.ts'

/** Spares a module that does not answer, and those who would wait for it. */
export type Circuit<In, Out> = {
  run(request: In): Promise<Out>
  isClosed(): boolean
  close(): void
}

/** Seconds between tries of a module that did not answer. */
const rest = 1

/**
 * Opens when more than half of at least five tries within five seconds found the module unavailable; lets one through a second later and
 * closes when that is answered. Any answer counts, a problem too.
 */
export function createCircuit<In, Out>(
  module: string,
  { ask, log }: { readonly ask: (request: In) => Promise<Out>; readonly log: Log },
): Circuit<In, Out> {
  const breaker = new CircuitBreaker(ask, {
    // the deadline is the caller's and lies over all tries
    timeout: false,
    resetTimeout: rest * 1_000,
    errorThresholdPercentage: 50,
    volumeThreshold: 5,
    rollingCountTimeout: 5_000,
    rollingCountBuckets: 5,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    // what lies behind the module is not its fault
    errorFilter: (error: unknown) => !(error instanceof ModuleUnavailable && error.module === module),
  })
  // it opens anew with every try that fails
  let isAway = false
  breaker.on('open', () => {
    if (!isAway) log.warn({ module }, 'a module does not answer and is left alone')
    isAway = true
  })
  breaker.on('close', () => {
    isAway = false
    log.info({ module }, 'a module answers again')
  })

  return {
    run: (request) => {
      // what is turned away here is not fired: it would count among the tries
      if (breaker.closed || breaker.pendingClose) return breaker.fire(request)
      return Promise.reject(new ModuleUnavailable(module, { retryAfter: rest }))
    },
    isClosed: () => breaker.closed,
    close: () => breaker.shutdown(),
  }
}
