import type { Database } from '../database/connect.ts'
import type { ConsumerContext } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import type { Unit } from '../work/unit.ts'
import { type BackOff, waitAfter } from './back-off.ts'
import type { PublishedEvent } from './define.ts'
import { describeFault, isDatabaseFault } from './fault.ts'
import { createParkedKeys } from './parked-keys.ts'
import { park } from './parking.ts'
import { loadPosition, movePosition, type Position, type StoredPosition } from './position.ts'
import type { Batch } from './read.ts'
import type { Consumer } from './readers.ts'
import type { SharedReader } from './shared-reader.ts'
import { isNewer } from './snapshot.ts'

export type UnitRunner = {
  runUnit<T>(pool: 'consumers', frame: Frame, body: (unit: Unit) => Promise<T>): Promise<T>
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
  /** Deals with everything visible in the snapshot and with what is due in the parking lot. Not to be called again before it ends. */
  advance(tick: string, proceed: () => boolean): Promise<void>
  /** Forgets what it knows of the database: to be read again, because somebody else may have changed it. */
  forget(): void
  /** Stores a position that moved past events of no interest. */
  store(): Promise<void>
}

/** Another runner moved the position: the batch is given up, its effects with it. */
class Superseded extends Error {
  override readonly name = 'Superseded'
}

const storeEvery = { milliseconds: 5_000, events: 10_000 }

export function createConsumerRunner(
  module: string,
  consumer: Consumer,
  dependencies: ConsumerDependencies,
): ConsumerRunner {
  const { database, units, contexts, reader, log, backOff } = dependencies
  const { name } = consumer
  const wanted: ReadonlySet<string> = new Set(consumer.on.map((type) => type.name))

  let position: StoredPosition | undefined
  let passedOver = 0
  let storedAt = 0

  const handle = async (unit: Unit, frame: Frame, events: readonly PublishedEvent[]): Promise<void> => {
    // the events were chosen by the names the consumer declares
    await consumer.handle(contexts.consumer(unit, frame, module), events as readonly never[])
  }

  const inUnit = (
    events: readonly PublishedEvent[],
    body: (unit: Unit, frame: Frame) => Promise<void>,
  ): Promise<void> => {
    const frame = systemFrame(traceOf(events))
    return units.runUnit('consumers', frame, (unit) => body(unit, frame))
  }

  const parkedKeys = createParkedKeys({ consumer: name, sql: database.consumers, inUnit, handle, backOff, log })

  const moved = (from: StoredPosition, to: Position): void => {
    position = { ...to, revision: from.revision + 1 }
    passedOver = 0
    storedAt = performance.now()
  }

  /** Moves the position in the transaction of what `effect` does. */
  const moveWith = async (
    to: Position,
    events: readonly PublishedEvent[],
    effect: (unit: Unit, frame: Frame) => Promise<void>,
  ) => {
    const from = position
    if (!from) throw new Superseded(name)
    await inUnit(events, async (unit, frame) => {
      if (!(await movePosition(unit.sql, name, { revision: from.revision, to }))) throw new Superseded(name)
      await effect(unit, frame)
    })
    moved(from, to)
  }

  /**
   * Applies events, all in one unit of work. When that fails the halves are applied apart, down to the event that fails alone: it is
   * parked. Each piece moves the position, so nothing is applied twice, and one that fails at commit is found as well as one that throws.
   */
  const apply = async (events: readonly PublishedEvent[], to: Position, within: string): Promise<void> => {
    const waiting = events.filter(({ key }) => parkedKeys.has(key))
    const free = events.filter(({ key }) => !parkedKeys.has(key))
    try {
      await moveWith(to, events, async (unit, frame) => {
        if (waiting.length > 0)
          await park(
            unit.sql,
            name,
            waiting.map((event) => ({ event, failed: undefined })),
          )
        if (free.length > 0) await handle(unit, frame, free)
      })
    } catch (error) {
      if (error instanceof Superseded || isDatabaseFault(error) || free.length === 0) throw error
      const [first] = events
      if (events.length > 1) {
        const half = Math.ceil(events.length / 2)
        const last = events[half - 1]
        const from = position
        if (!last || !from) throw error
        await apply(events.slice(0, half), { snapshot: from.snapshot, until: within, after: last.sequence }, within)
        await apply(events.slice(half), to, within)
      } else if (first) {
        const retryIn = waitAfter(1, backOff)
        log.warn({ err: error, consumer: name, event: first.id, key: first.key }, 'an event failed and is parked')
        await moveWith(to, events, (unit) =>
          park(unit.sql, name, [{ event: first, failed: { error: describeFault(error), retryIn } }]),
        )
        parkedKeys.add(first.key, retryIn)
      }
    }
  }

  const store = async (): Promise<void> => {
    if (!position || passedOver === 0) return
    const from = position
    if (!(await movePosition(database.consumers, name, { revision: from.revision, to: from })))
      throw new Superseded(name)
    moved(from, from)
  }

  const take = async (batch: Batch, from: StoredPosition, tick: string): Promise<void> => {
    const events = batch.events.filter((event) => wanted.has(event.name))
    if (events.length > 0) return apply(events, batch.to, from.until ?? tick)
    position = { ...batch.to, revision: from.revision }
    passedOver += batch.events.length
    if (passedOver >= storeEvery.events || performance.now() - storedAt > storeEvery.milliseconds) await store()
  }

  const forget = (): void => {
    position = undefined
    passedOver = 0
    parkedKeys.forget()
  }

  return {
    advance: async (tick, proceed) => {
      try {
        await parkedKeys.retry(proceed)
        while (proceed()) {
          position ??= await loadPosition(database.consumers, name)
          if (position.until === null && !isNewer(tick, position.snapshot)) return
          const from = position
          await take(await reader.after(from, tick), from, tick)
        }
      } catch (error) {
        // whether a commit whose answer was lost took place is for the database to say
        forget()
        if (!(error instanceof Superseded)) throw error
      }
    },
    forget,
    store,
  }
}

/** Events of one trace go on in it; a batch of several is a trace of its own. */
function traceOf(events: readonly PublishedEvent[]): string {
  const traces = new Set(events.map(({ traceId }) => traceId))
  const [only] = traces
  return traces.size === 1 && only ? only : newId().replaceAll('-', '')
}
