import type { Sql } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import type { Unit } from '../work/unit.ts'
import { type BackOff, waitAfter } from './back-off.ts'
import type { PublishedEvent } from './define.ts'
import { describeFault, isDatabaseFault } from './fault.ts'
import { bury, loadParked, loadParkedHeads, type ParkedEvent, parkAgain, unpark } from './parking.ts'

/** What a consumer has in the parking lot, by key. Held in memory, since a consumer has one runner. */
export type ParkedKeys = {
  has(key: string): boolean
  add(key: string, dueIn: number): void
  /** Tries what is due, each key in order and on its own. */
  retry(proceed: () => boolean): Promise<void>
  /** Reads the parking lot anew at the next `retry`. */
  forget(): void
}

export type ParkedKeysDependencies = {
  readonly consumer: string
  readonly sql: Sql
  readonly inUnit: (
    events: readonly PublishedEvent[],
    body: (unit: Unit, frame: Frame) => Promise<void>,
  ) => Promise<void>
  readonly handle: (unit: Unit, frame: Frame, events: readonly PublishedEvent[]) => Promise<void>
  readonly backOff: BackOff
  readonly log: Log
}

/** Once the first of a key has gone well the others follow in larger portions. */
const portion = 100

export function createParkedKeys({ consumer, sql, inUnit, handle, backOff, log }: ParkedKeysDependencies): ParkedKeys {
  const due = new Map<string, number>()
  let known = false

  const add = (key: string, dueIn: number): void => {
    due.set(key, performance.now() + dueIn)
  }

  const attempt = async (events: readonly ParkedEvent[]): Promise<{ readonly error: unknown } | undefined> => {
    try {
      await inUnit(events, async (unit, frame) => {
        if (!(await unpark(unit.sql, consumer, events)))
          throw new Error(`${consumer}: parked events were taken by someone else`)
        await handle(unit, frame, events)
      })
      return undefined
    } catch (error) {
      if (isDatabaseFault(error)) throw error
      return { error }
    }
  }

  /** Records the failure of the first event of a key; returns whether the ones behind it may go on. */
  const fail = async (event: ParkedEvent, error: unknown): Promise<boolean> => {
    const attempts = event.attempts + 1
    const fault = describeFault(error)
    if (attempts >= backOff.tries) {
      await bury(sql, consumer, { event, error: fault })
      log.error(
        { err: error, consumer, event: event.id, key: event.key, attempts },
        'an event failed for the last time and is a dead letter',
      )
      return true
    }
    const retryIn = waitAfter(attempts, backOff)
    await parkAgain(sql, consumer, { event, error: fault, retryIn })
    add(event.key, retryIn)
    return false
  }

  const retryKey = async (key: string, proceed: () => boolean): Promise<void> => {
    let limit = 1
    while (proceed()) {
      const events = await loadParked(sql, consumer, { key, limit })
      const [first] = events
      if (!first) {
        due.delete(key)
        return
      }
      const failure = await attempt(events)
      if (!failure) limit = portion
      else if (events.length > 1) limit = 1
      else if (!(await fail(first, failure.error))) return
    }
  }

  return {
    has: (key) => due.has(key),
    add,
    retry: async (proceed) => {
      if (!known) {
        due.clear()
        for (const { key, dueIn } of await loadParkedHeads(sql, consumer)) add(key, dueIn)
        known = true
      }
      const now = performance.now()
      for (const [key, at] of due) if (at <= now && proceed()) await retryKey(key, proceed)
    },
    forget: () => {
      known = false
    },
  }
}
