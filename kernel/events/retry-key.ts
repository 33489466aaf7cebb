import type { Sql } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import type { Unit } from '../work/unit.ts'
import { type BackOff, waitAfter } from './back-off.ts'
import type { Blame } from './blame.ts'
import type { PublishedEvent } from './define.ts'
import { describeFault } from './fault.ts'
import { bury, loadParked, type ParkedEvent, parkAgain, unpark } from './parking.ts'
import { type InUnit, Superseded } from './standing.ts'

/** Tries the parked events of a key in order. Returns the milliseconds until the next try; `undefined` when none is left. */
export type RetryKey = (key: string, proceed: () => boolean) => Promise<number | undefined>

export type RetryDependencies = {
  readonly consumer: string
  readonly sql: Sql
  readonly inUnit: InUnit
  readonly handle: (unit: Unit, frame: Frame, events: readonly PublishedEvent[]) => Promise<void>
  readonly blame: Blame
  readonly backOff: BackOff
  readonly log: Log
}

/** Once the first of a key has gone well the others follow in larger portions. */
const portion = 100

export function createRetryKey(dependencies: RetryDependencies): RetryKey {
  const { consumer, sql, inUnit, handle, blame, backOff, log } = dependencies

  const attempt = async (events: readonly ParkedEvent[]): Promise<{ readonly error: unknown } | undefined> => {
    try {
      await inUnit(events, async (unit, frame) => {
        if (!(await unpark(unit.sql, consumer, events))) throw new Superseded(consumer)
        await handle(unit, frame, events)
      })
      return undefined
    } catch (error) {
      if (error instanceof Superseded || (await blame.isDatabases(error))) throw error
      return { error }
    }
  }

  /** Records the failure of the first event of a key. Returns when it is tried again; `undefined` when it is dead. */
  const fail = async (event: ParkedEvent, error: unknown): Promise<number | undefined> => {
    const attempts = event.attempts + 1
    const fault = describeFault(error)
    if (attempts < backOff.tries) {
      const retryIn = waitAfter(attempts, backOff)
      await parkAgain(sql, consumer, { event, error: fault, retryIn })
      return retryIn
    }
    await bury(sql, consumer, { event, error: fault })
    const about = { err: error, consumer, event: event.id, key: event.key, attempts }
    log.error(about, 'an event failed for the last time and is a dead letter')
    return undefined
  }

  return async (key, proceed) => {
    let limit = 1
    while (proceed()) {
      const events = await loadParked(sql, consumer, { key, limit })
      const [first] = events
      if (!first) return undefined
      const failure = await attempt(events)
      if (!failure) {
        limit = portion
      } else if (events.length > 1) {
        limit = 1
      } else {
        const retryIn = await fail(first, failure.error)
        if (retryIn !== undefined) return retryIn
      }
    }
    return 0
  }
}
