import { createHash } from 'node:crypto'
import postgres from 'postgres'
import type { UnitRunner } from '../events/consumer-runner.ts'
import { describeFault } from '../events/fault.ts'
import { createSerial } from '../events/serial.ts'
import type { Sql } from '../operations/context.ts'
import { systemFrame } from '../operations/frame.ts'
import type { Module } from '../runtime/module.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import type { BusEvent, EventBus, Followed } from './bus.ts'
import { foreignEvents } from './foreign.ts'
import { appendReceived, buryReceived, countBuried, type Refused } from './inbox.ts'
import type { ReceiverLag } from './lag.ts'
import { readMessage } from './message.ts'
import { showArrival } from './metrics.ts'

/** A home on the bus: its relays publish what its modules do, its receiver brings what its modules want of others. */
export type HomeOnBus = {
  readonly bus: EventBus
  /** Under which the home follows; it never changes. */
  readonly home: string
}

/** Brings events of modules that live elsewhere into the log of a home, where its consumers and live readers find them. */
export type Receiver = {
  /** Whether anything here wants events from elsewhere. */
  readonly wanted: boolean
  /** Follows the bus from now on, or no longer, as its process does the log. Called at every look: what failed is tried again. */
  attend(log: { readonly started: boolean; readonly leads: boolean }): void
  /** Resolves when it follows, or does not, as it was last told. */
  idle(): Promise<void>
  /** Empty while it does not follow. */
  lag(): Promise<readonly ReceiverLag[]>
}

export type ReceiverDependencies = HomeOnBus & {
  readonly modules: readonly Module[]
  readonly units: UnitRunner
  readonly sql: Sql
  /** Called when something was appended. */
  readonly wake: () => void
  readonly log: Log
}

function receiverName(home: string): string {
  return `receiver.${home}`
}

export function createReceiver(dependencies: ReceiverDependencies): Receiver {
  const { bus, home, modules, sql, log } = dependencies
  const foreign = foreignEvents(modules)
  const wanted = foreign.names.length > 0
  const receive = createReceive(dependencies)
  let follows = false
  let followed: Followed | undefined
  let told = false

  const serial = createSerial(
    async () => {
      if (follows && !followed) {
        followed = await bus.follow({ name: home, ...foreign, receive })
        told = false
      } else if (!follows && followed) {
        const leaving = followed
        followed = undefined
        await leaving.leave()
      }
    },
    (error) => {
      if (!told) log.warn({ err: error, home }, 'the bus cannot be followed; it is tried again')
      told = true
    },
  )

  return {
    wanted,
    attend: ({ started, leads }) => {
      // a bus that ends with this process has nobody else who could receive what is published in it
      const should = bus.shared ? leads : started
      if (!wanted || (should === follows && Boolean(followed) === should)) return
      follows = should
      serial.run()
    },
    idle: serial.idle,
    lag: async () => {
      const behind = await followed?.behind()
      return behind ? [{ home, ...behind, dead: await countBuried(sql, receiverName(home)) }] : []
    },
  }
}

/** Appends a batch in one unit of work. Where that fails by what an event holds, the halves are appended apart, down to that event. */
function createReceive({
  home,
  units,
  wake,
  log,
}: ReceiverDependencies): (messages: readonly unknown[]) => Promise<void> {
  const inUnit = async (body: (sql: Sql) => Promise<void>): Promise<void> => {
    await units.runUnit('consumers', systemFrame(newId().replaceAll('-', '')), ({ sql }) => body(sql))
  }

  const bury = async (refused: Refused): Promise<void> => {
    log.error(
      { home, event: refused.id, reason: refused.error },
      'a message from the bus is no event and a dead letter',
    )
    await inUnit((sql) => buryReceived(sql, receiverName(home), refused))
  }

  const append = async (events: readonly BusEvent[]): Promise<void> => {
    const [first] = events
    if (!first) return
    try {
      await inUnit((sql) => appendReceived(sql, events))
    } catch (error) {
      if (!isDataFault(error)) throw error
      if (events.length === 1) return bury(refusalOf(first, describeFault(error)))
      const half = Math.ceil(events.length / 2)
      await append(events.slice(0, half))
      await append(events.slice(half))
    }
  }

  return async (messages) => {
    try {
      const read = messages.map((message) => ({ message, ...readMessage(message) }))
      await append(read.flatMap((one) => ('event' in one ? [one.event] : [])))
      for (const one of read) if ('fault' in one) await bury(refusalOf(one.message, one.fault))
      showArrival(home, read.flatMap((one) => ('event' in one ? [one.event] : [])).at(-1))
    } catch (error) {
      log.warn({ err: error, home }, 'events from the bus could not be appended; they are given again')
      throw error
    }
    wake()
  }
}

/** Data that PostgreSQL cannot hold, or not so much of it: the same however often it is tried. */
function isDataFault(error: unknown): boolean {
  return error instanceof postgres.PostgresError && /^(22|54)/.test(error.code)
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function refusalOf(message: unknown, error: string): Refused {
  const text = JSON.stringify(message) ?? ''
  const said = (field: string): string => {
    const value: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, field) : undefined
    return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : ''
  }
  const known = id.test(said('id')) ? said('id') : idOf(text)
  return { id: known, name: said('name'), key: said('key'), message: text, error: error.replaceAll('\0', '') }
}

/** The same for the same text, so that a message without an id is known again. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
