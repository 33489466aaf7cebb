import type { Database } from '../database/connect.ts'
import type { ConsumerContext } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import type { Unit, UnitPool } from '../work/unit.ts'
import type { BackOff } from './back-off.ts'
import { createBatchApplier } from './batch-applier.ts'
import { createBlame } from './blame.ts'
import type { PublishedEvent } from './define.ts'
import { createParkedKeys } from './parked-keys.ts'
import type { Consumer } from './readers.ts'
import type { SharedReader } from './shared-reader.ts'
import { isNewer } from './snapshot.ts'
import { createStanding, type InUnit, Superseded } from './standing.ts'

/** From so many on a batch writes like a load: what its connections cost a statement they save on each row. */
const manyEvents = 50

export type UnitRunner = {
  runUnit<T>(pool: UnitPool, frame: Frame, body: (unit: Unit) => Promise<T>): Promise<T>
}

export type ConsumerDependencies = {
  readonly database: Database
  readonly units: UnitRunner
  readonly contexts: { consumer(unit: Unit, frame: Frame, module: string): ConsumerContext }
  readonly reader: SharedReader
  readonly log: Log
  readonly backOff: BackOff
}

/** Runs one durable consumer, a batch at a time. */
export type ConsumerRunner = {
  /** Deals with everything visible in the tick and with what is due in the parking lot. Not to be called again before it ends. */
  advance(tick: string, proceed: () => boolean): Promise<void>
  /** Forgets what it knows of the database: to be read again, because somebody else may have changed it. */
  forget(): void
  /** Reads the parking lot anew, because dead letters were put back. */
  rereadParked(): void
  /** Stores a position that moved past events of no interest. */
  store(): Promise<void>
}

export function createConsumerRunner(
  module: string,
  consumer: Consumer,
  dependencies: ConsumerDependencies,
): ConsumerRunner {
  const { database, units, contexts, reader, log, backOff } = dependencies
  const sql = database.consumers
  const wanted: ReadonlySet<string> = new Set(consumer.on.map((type) => type.name))

  const handle = async (unit: Unit, frame: Frame, events: readonly PublishedEvent[]): Promise<void> => {
    // the events were chosen by the names the consumer declares
    await consumer.handle(contexts.consumer(unit, frame, module), events as readonly never[])
  }
  const inUnit: InUnit = (events, body) => {
    const frame = systemFrame(traceOf(events))
    return units.runUnit(events.length < manyEvents ? 'consumers' : 'loads', frame, (unit) => body(unit, frame))
  }

  const blame = createBlame(sql)
  const standing = createStanding({ consumer: consumer.name, sql, inUnit })
  const shared = { consumer: consumer.name, handle, blame, backOff, log }
  const parkedKeys = createParkedKeys({ ...shared, sql, inUnit })
  const apply = createBatchApplier({ ...shared, standing, parkedKeys })

  const forget = (): void => {
    standing.forget()
    parkedKeys.forget()
  }

  const advance = async (tick: string, proceed: () => boolean): Promise<void> => {
    while (proceed()) {
      const from = await standing.current()
      if (from.until === null && !isNewer(tick, from.snapshot)) break
      const { events, to } = await reader.after(from, tick)
      const chosen = events.filter((event) => wanted.has(event.name))
      if (chosen.length > 0) await apply(chosen, to, from.until ?? tick)
      else await standing.passOver(to, events.length)
    }
    // afterwards: what is parked holds up nothing but its key
    await parkedKeys.retry(proceed)
    blame.clear()
  }

  return {
    advance: async (tick, proceed) => {
      try {
        await advance(tick, proceed)
      } catch (error) {
        // whether a commit whose answer was lost took place is for the database to say
        forget()
        if (!(error instanceof Superseded)) throw error
      }
    },
    forget,
    rereadParked: parkedKeys.forget,
    store: standing.store,
  }
}

/** Events of one trace go on in it; a batch of several is a trace of its own. */
function traceOf(events: readonly PublishedEvent[]): string {
  const traces = new Set(events.map(({ traceId }) => traceId))
  const [only] = traces
  return traces.size === 1 && only ? only : newId().replaceAll('-', '')
}
