/** Turns requests away before any work is done for them, when there is more than the process can do. */
export type Guard = {
  /** Whether one more request may enter; who entered must leave. */
  enter(): boolean
  leave(): void
  close(): void
}

const period = 100

export function createGuard(limits: { readonly maxInFlight: number; readonly maxLag: number }): Guard {
  let inFlight = 0
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
    close: () => clearInterval(probe),
  }
}
