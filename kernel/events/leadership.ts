import type { Log } from '../telemetry/log.ts'
import type { LogSession } from './session.ts'

/** Of all processes one runs the consumers and the deliveries: the one whose connection holds the lock. */
export type Leadership = {
  held(): boolean
  /** Tries to take it, at most as often as the pace allows. */
  seek(): Promise<void>
}

export type LeadershipOptions = {
  readonly session: LogSession
  /** Milliseconds between two tries at least. */
  readonly pace: number
  readonly log: Log
  readonly onTaken: () => void
}

export function createLeadership({ session, pace, log, onTaken }: LeadershipOptions): Leadership {
  let nextTry = 0
  return {
    held: session.leads,
    seek: async () => {
      if (session.leads() || performance.now() < nextTry) return
      nextTry = performance.now() + pace
      if (!(await session.tryToLead())) return
      log.info('this process leads the event log')
      onTaken()
    },
  }
}
