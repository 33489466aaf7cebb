import { setTimeout as wait } from 'node:timers/promises'
import type { ReceiverLag } from '../bus/lag.ts'
import type { QueryContext } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import { reviveDeliveries } from './deliveries.ts'
import { createFollower, type Written } from './follower.ts'
import type { EventLag } from './lag.ts'
import { exhume } from './parking.ts'
import type { NewEvent } from './publish.ts'
import { republish } from './republish.ts'
import { defaultLogSettings, type LogSettings } from './settings.ts'
import type { TurnsDependencies } from './turns.ts'

/** The event log of one database as one process follows it. One process of all leads: it runs the durable consumers and the deliveries. */
export type EventLog = {
  start(): Promise<void>
  /** Finishes what is in flight and gives up the leadership. What takes too long is broken off and left to another process. */
  stop(): Promise<void>
  /** Called after a commit that wrote events or deliveries, of both kinds unless told. */
  wake(written?: Written): void
  /** Tells the live readers of this process at once what it has just committed. */
  applyLocally(events: readonly NewEvent[]): void
  lag(): Promise<EventLag>
  /** How far homes are behind the bus, of those for which this process follows it. */
  receiverLag(): Promise<readonly ReceiverLag[]>
  /**
   * Resolves when the durable consumers of this process have dealt with everything committed, what followed from it included, and
   * deliveries that were due have been tried. Parked events, deliveries that wait for another try, and the bus are not waited for.
   */
  settled(): Promise<void>
  /** Tries dead letters again, of one consumer or delivery type or of all; from any process. Returns how many. */
  redrive(name?: string): Promise<number>
  /** Publishes the present state behind a state event again. Returns how many events were published. */
  republish(eventName: string): Promise<number>
  /** One round of everything, without the clock. */
  round(): Promise<void>
}

/** `modules` are those whose tables are in this database; `flush` drops everything that this process keeps in memory. */
export type EventLogDependencies = Omit<TurnsDependencies, 'settings'> & {
  readonly contexts: { query(frame: Frame, module: string): QueryContext }
  readonly settings?: Partial<LogSettings>
}

export function createEventLog(dependencies: EventLogDependencies): EventLog {
  const { database, modules, units, contexts } = dependencies
  const settings: LogSettings = { ...defaultLogSettings, ...dependencies.settings }
  const follower = createFollower({ ...dependencies, settings })

  return {
    start: follower.start,
    stop: follower.stop,
    wake: follower.wake,
    applyLocally: follower.turns.live.applyLocally,
    lag: follower.lag,
    receiverLag: follower.receiverLag,
    settled: async () => {
      for (;;) {
        await follower.round()
        const { consumers, deliveries } = await follower.lag()
        if (deliveries.due === 0 && consumers.every(({ events }) => events === 0)) return
        await wait(settings.pause)
      }
    },
    redrive: async (name) => {
      const redriven = (await exhume(database.consumers, name)) + (await reviveDeliveries(database.consumers, name))
      follower.turns.rereadParked()
      follower.turns.expectDeliveries()
      follower.nudge()
      return redriven
    },
    republish: async (eventName) => {
      for (const { name, republishers = [] } of modules) {
        const found = republishers.find(({ type }) => type.name === eventName)
        if (found) return republish(name, found, { units, query: contexts.query })
      }
      throw new Error(`No module can publish '${eventName}' again: declare a republisher for it`)
    },
    round: follower.round,
  }
}
