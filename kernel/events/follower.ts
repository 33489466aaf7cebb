import { checkAlone } from '../bus/alone.ts'
import { makeInboxPartitions } from '../bus/inbox-partitions.ts'
import type { ReceiverLag } from '../bus/lag.ts'
import { createReceiver } from '../bus/receiver.ts'
import { relayName } from '../bus/relay.ts'
import { relayedModules } from '../bus/relay-turns.ts'
import type { Database } from '../database/connect.ts'
import type { Module } from '../runtime/module.ts'
import type { Log } from '../telemetry/log.ts'
import { drain, endsWithin } from './drain.ts'
import { type EventLag, readLag } from './lag.ts'
import { createLeadership } from './leadership.ts'
import { makePartitions } from './partitions.ts'
import { checkPositions, createPositions, currentSnapshot } from './position.ts'
import { createPulse, type Pulse } from './pulse.ts'
import { type LogSession, openSession } from './session.ts'
import type { LogSettings } from './settings.ts'
import { createSignal, type Signal } from './signal.ts'
import { createTurns, type Turns, type TurnsDependencies } from './turns.ts'
import { createUpkeep } from './upkeep.ts'

/** What a commit has written. */
export type Written = { readonly deliveries: boolean }

/** One process as it follows the log: it looks where the log is and lets the turns go on from there. */
export type Follower = {
  readonly turns: Turns
  start(): Promise<void>
  /** Finishes what is in flight, or leaves it to its lease or its transaction when that takes too long. */
  stop(): Promise<void>
  /** Looks at the log soon, and tells the other processes to; at the deliveries too unless told that none were written. */
  wake(written?: Written): void
  /** Looks at the log soon. */
  nudge(): void
  /** Looks once and waits until what was found is dealt with; without the clock too. */
  round(): Promise<void>
  lag(): Promise<EventLag>
  receiverLag(): Promise<readonly ReceiverLag[]>
}

export function createFollower(dependencies: TurnsDependencies): Follower {
  const { database, modules, units, settings, log, onBus } = dependencies
  const wanted = interestsOf(modules)
  const relayed = onBus ? relayedModules(modules) : []
  const positions = [...wanted.keys(), ...relayed.map(relayName)]
  let state: 'new' | 'started' | 'stopped' = 'new'
  const leads = (): boolean => state === 'started' && session.leads()
  const proceed = (): boolean => state === 'new' || leads()

  const session = openSession(database, {
    consumers: positions,
    log,
    onClosed: () => {
      turns.live.lose()
      attend()
    },
  })
  const turns = createTurns({ ...dependencies, sql: session.sql, proceed, leads })
  const wake = (written: Written = { deliveries: true }): void => {
    if (written.deliveries) turns.expectDeliveries()
    lookout.nudge()
    signal.send()
  }
  const receiver =
    onBus &&
    createReceiver({ ...onBus, modules, units, sql: database.clock, wake: () => wake({ deliveries: false }), log })
  const attend = (): void => receiver?.attend({ started: state === 'started', leads: leads() })
  const lag = () => readLag(session.sql, wanted, relayed)
  const receiverLag = async () => (await receiver?.lag()) ?? []
  const upkeep = createUpkeep({ database, leads, lag, receiver, settings, log })
  const leadership = createLeadership({
    session,
    pace: settings.poll,
    log,
    onTaken: () => {
      turns.forget()
      upkeep.nudge()
    },
  })

  const look = async (): Promise<void> => {
    if (state === 'started') await leadership.seek()
    attend()
    if (proceed() || turns.live.wanted) turns.run(await currentSnapshot(session.sql))
  }
  const lookout = createLookout({ look, onLost: turns.live.lose, settings, log })
  const signal = createSignal(database, {
    onHeard: (word) => {
      if (word === 'redriven') turns.rereadParked()
      turns.expectDeliveries()
      lookout.nudge()
    },
    log,
  })
  const prepare = once(async () => {
    if (onBus) await checkAlone(database.clock, modules)
    await prepareLog(database, settings, positions)
    // once more: of two that start at once at least one sees what the other has left by now
    if (onBus) await checkAlone(database.clock, modules)
    if (receiver?.wanted) await makeInboxPartitions(database.clock, { days: settings.retentionDays, now: Date.now() })
  })

  return {
    turns,
    lag,
    receiverLag,
    wake,
    nudge: lookout.nudge,
    start: async () => {
      await prepare()
      await signal.start()
      state = 'started'
      await leadership.seek()
      for (const pulse of [lookout, upkeep]) pulse.start()
    },
    stop: () => {
      const led = leads()
      state = 'stopped'
      attend()
      const offBus = async () => Promise.all([turns.relayed(), receiver?.idle()])
      return leave({ pulses: [lookout, upkeep], turns, offBus, signal, session, led, log })
    },
    round: async () => {
      await prepare()
      turns.expectDeliveries()
      await look()
      await turns.idle()
    },
  }
}

/** The consumers, with the names of the events they take. */
function interestsOf(modules: readonly Module[]): ReadonlyMap<string, readonly string[]> {
  const consumers = modules.flatMap((module) => module.consumers ?? [])
  return new Map(consumers.map(({ name, on }) => [name, on.map((type) => type.name)]))
}

async function prepareLog(database: Database, settings: LogSettings, positions: readonly string[]): Promise<void> {
  await checkPositions(database.clock)
  await makePartitions(database.clock, settings.partitions)
  if (positions.length > 0) await createPositions(database.clock, positions)
}

function once(body: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= body()
    return done
  }
}

type LookoutOptions = {
  readonly look: () => Promise<void>
  readonly onLost: () => void
  readonly settings: LogSettings
  readonly log: Log
}

/** Looks when told to and now and then. An outage is told once, not at every look. */
function createLookout({ look, onLost, settings, log }: LookoutOptions): Pulse {
  let reachable = true
  return createPulse({
    beat: async () => {
      await look()
      reachable = true
    },
    onError: (error) => {
      onLost()
      if (reachable) log.warn({ err: error }, 'the event log cannot be read; it is tried again')
      reachable = false
    },
    atLeast: settings.pause,
    atMost: settings.poll,
  })
}

/** Milliseconds, 2.5 s in all with the end of the session: who stops a process does not wait long before he kills it. */
const patience = { before: 1_000, after: 500, farewell: 500 }

type Leaving = {
  readonly pulses: readonly Pulse[]
  readonly turns: Turns
  /** Resolves when nothing is on its way to the bus or from it. */
  readonly offBus: () => Promise<unknown>
  readonly signal: Signal
  readonly session: LogSession
  readonly led: boolean
  readonly log: Log
}

/** Leaves the log in order where that can be done in time. What is left half done another process finds by its lease or its position. */
async function leave({ pulses, turns, offBus, signal, session, led, log }: Leaving): Promise<void> {
  const quiet = async (): Promise<void> => {
    await Promise.all(pulses.map((pulse) => pulse.stop()))
    await Promise.all([turns.idle(), offBus()])
  }
  if (!(await drain(quiet(), turns.breakOff, patience))) log.warn('the event log was left in the middle of something')
  const farewell = [signal.stop(), ...(led ? [turns.store()] : [])].map((one) =>
    one.catch((error: unknown) => log.warn({ err: error }, 'the event log was not left in order; nothing is lost')),
  )
  await endsWithin(patience.farewell, Promise.all(farewell))
  await session.end()
}
