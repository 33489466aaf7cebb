/** Turns away what is more than the process can do, before any work is done for it. */
export type Guard = {
  /** Whether one more request may enter; who entered must leave. */
  enter(): boolean
  leave(): void
  /** Whether one more operation may begin; what began must end. Answers from memory never ask, so they are given under any load. */
  begin(): boolean
  end(): void
  close(): void
}

type GuardLimits = {
  /** Requests, whatever they wait for: a slow line on either side, or their operation. */
  readonly maxInFlight: number
  /** Operations. As many as the pool has connections are at work, the others wait for one. */
  readonly maxOperations: number
  /** Milliseconds that the event loop may be late. */
  readonly maxLag: number
}

const period = 100

export function createGuard(limits: GuardLimits): Guard {
  let inFlight = 0
  let operations = 0
  let lag = 0
  let last = performance.now()
  const probe = setInterval(() => {
    const now = performance.now()
    // it halves from tick to tick, so that a stall is not forgotten before those who waited through it are dealt with
    lag = Math.max(now - last - period, lag / 2)
    last = now
  }, period)
  probe.unref()

  return {
    enter: () => {
      if (inFlight >= limits.maxInFlight || lag > limits.maxLag) return false
      inFlight += 1
      return true
    },
    leave: () => {
      inFlight -= 1
    },
    begin: () => {
      if (operations >= limits.maxOperations) return false
      operations += 1
      return true
    },
    end: () => {
      operations -= 1
    },
    close: () => clearInterval(probe),
  }
}
