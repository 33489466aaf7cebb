/** Something done soon after a nudge, and without one after a while. Never twice at the same time. */
export type Pulse = {
  start(): void
  nudge(): void
  /** Lets no further beat begin and waits for the one that runs. */
  stop(): Promise<void>
}

export type PulseOptions = {
  readonly beat: () => Promise<void>
  readonly onError: (error: unknown) => void
  /** Milliseconds between two beats, at least. */
  readonly atLeast: number
  /** Milliseconds after which a beat comes without a nudge; undefined: never. */
  readonly atMost: number | undefined
}

export function createPulse({ beat, onError, atLeast, atMost }: PulseOptions): Pulse {
  let running: Promise<void> | undefined
  let nudged = false
  let stopped = true
  let lastBeat = 0
  let timer: NodeJS.Timeout | undefined

  const plan = (wait: number): void => {
    clearTimeout(timer)
    timer = setTimeout(run, wait)
  }

  const run = (): void => {
    if (stopped || running) return
    nudged = false
    lastBeat = performance.now()
    running = beat()
      .catch(onError)
      .finally(() => {
        running = undefined
        if (stopped) return
        if (nudged) plan(untilNext())
        else if (atMost !== undefined) plan(atMost)
      })
  }

  const untilNext = (): number => Math.max(0, atLeast - (performance.now() - lastBeat))

  return {
    start: () => {
      stopped = false
      if (atMost !== undefined) plan(0)
    },
    nudge: () => {
      if (nudged || stopped) return
      nudged = true
      if (!running) plan(untilNext())
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
