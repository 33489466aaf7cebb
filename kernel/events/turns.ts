import type { HomeOnBus } from '../bus/receiver.ts'
import { takeRelayTurns } from '../bus/relay-turns.ts'
import type { Database, Pool } from '../database/connect.ts'
import type { ConsumerContext, FreeContext, LiveContext } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { Module } from '../runtime/module.ts'
import type { Log } from '../telemetry/log.ts'
import type { Unit } from '../work/unit.ts'
import { type ConsumerRunner, createConsumerRunner, type UnitRunner } from './consumer-runner.ts'
import { createDeliveryWorker, type DeliveryWorker } from './delivery-worker.ts'
import { createLiveRunner, type LiveRunner } from './live-runner.ts'
import { createSerial, type Serial } from './serial.ts'
import type { LogSettings } from './settings.ts'
import { createSharedReader, type SharedReader } from './shared-reader.ts'

/** What goes on from one tick to the next. Each turn is at its own pace: a slow consumer holds up no other. */
export type Turns = {
  /** Lets the live readers go on to the tick, and the consumers and the deliveries if this process may. */
  run(tick: string): void
  readonly live: Pick<LiveRunner, 'wanted' | 'applyLocally' | 'lose'>
  /** Resolves when all have done what there was to do; the bus is not waited for. */
  idle(): Promise<void>
  /** Resolves when nothing is being put on the bus. */
  relayed(): Promise<void>
  /** Deliveries may be there that are due at once; unless told they are looked for now and then. */
  expectDeliveries(): void
  /** Tells what is being sent to break off. */
  breakOff(): void
  /** Forgets what was known while another process may have led. */
  forget(): void
  rereadParked(): void
  /** Stores the positions that moved past events of no interest. */
  store(): Promise<void>
}

export type TurnsDependencies = {
  readonly database: Database
  readonly modules: readonly Module[]
  readonly units: UnitRunner
  readonly contexts: {
    consumer(unit: Unit, frame: Frame, module: string): ConsumerContext
    free(frame: Frame, module: string): FreeContext
    readonly live: LiveContext
  }
  readonly flush: () => void
  readonly log: Log
  readonly settings: LogSettings
  /** Where modules live on several databases. */
  readonly onBus?: HomeOnBus | undefined
}

type Following = TurnsDependencies & {
  /** The connection by which the log is read. */
  readonly sql: Pool
  /** Whether this process may go on to consume and to send. */
  readonly proceed: () => boolean
  /** Whether it leads: without the clock nothing is put on the bus. */
  readonly leads: () => boolean
}

type Turn<Worker> = { readonly worker: Worker; readonly serial: Serial }

export function createTurns(following: Following): Turns {
  let tick = ''
  const reader = createSharedReader(following.sql, following.settings.batch)
  const consumers = takeConsumerTurns(following, reader, () => tick)
  const { worker: live, serial: liveTurn } = takeLiveTurns(following, reader, () => tick)
  const { worker: deliveries, serial: deliveryTurn } = takeDeliveryTurns(following)
  // to ask at every tick would cost a database more than its deliveries do: most commits write none
  const expected = { deliveries: true, lookedAt: 0 }
  const lookForDeliveries = (): void => {
    const now = performance.now()
    if (!expected.deliveries && now - expected.lookedAt < following.settings.poll) return
    expected.deliveries = false
    expected.lookedAt = now
    deliveryTurn.run()
  }
  const { onBus, leads, database } = following
  const relays =
    onBus &&
    takeRelayTurns({ ...following, ...onBus, sql: database.consumers, reader, tick: () => tick, proceed: leads })

  return {
    live,
    run: (next) => {
      tick = next
      if (live.wanted) liveTurn.run()
      if (!following.proceed()) return
      for (const { serial } of consumers) serial.run()
      lookForDeliveries()
      if (leads()) relays?.run()
    },
    idle: async () => {
      await Promise.all([liveTurn.idle(), ...consumers.map(({ serial }) => serial.idle())])
      // what the consumers asked for is sent before this is quiet
      await deliveryTurn.idle()
      await deliveries.idle()
    },
    relayed: async () => relays?.idle(),
    expectDeliveries: () => {
      expected.deliveries = true
    },
    breakOff: deliveries.breakOff,
    forget: () => {
      for (const { worker } of consumers) worker.forget()
      relays?.forget()
    },
    rereadParked: () => {
      for (const { worker } of consumers) worker.rereadParked()
    },
    store: async () => {
      await Promise.all([relays?.store(), ...consumers.map(({ worker }) => worker.store())])
    },
  }
}

function takeConsumerTurns(
  { modules, log, proceed, settings, ...shared }: Following,
  reader: SharedReader,
  tick: () => string,
): readonly Turn<ConsumerRunner>[] {
  return modules.flatMap(({ name, consumers = [] }) =>
    consumers.map((consumer) => {
      const worker = createConsumerRunner(name, consumer, { ...shared, log, reader, backOff: settings.parking })
      const serial = createSerial(
        () => worker.advance(tick(), proceed),
        (error) => log.error({ err: error }, `the consumer ${consumer.name} could not go on`),
      )
      return { worker, serial }
    }),
  )
}

function takeLiveTurns(
  { modules, contexts, flush, log, settings }: Following,
  reader: SharedReader,
  tick: () => string,
): Turn<LiveRunner> {
  const readers = modules.flatMap((module) => module.live ?? [])
  const worker = createLiveRunner({
    readers,
    context: contexts.live,
    reader,
    flush,
    log,
    mostBatches: settings.mostLiveBatches,
  })
  const serial = createSerial(
    () => worker.advance(tick()),
    (error) => {
      worker.lose()
      log.error({ err: error }, 'the live readers could not follow the event log')
    },
  )
  return { worker, serial }
}

function takeDeliveryTurns({ modules, database, contexts, log, proceed, settings }: Following): Turn<DeliveryWorker> {
  const types = modules.flatMap(({ name, deliveries = [] }) =>
    deliveries.map((type) => [type.name, { module: name, type }] as const),
  )
  const worker = createDeliveryWorker({
    types: new Map(types),
    // four times a second in an empty shop: its plan is to be kept
    sql: database.clock,
    free: contexts.free,
    backOff: settings.delivery,
    limits: settings.sending,
    log,
    onFree: () => serial.run(),
  })
  const serial = createSerial(
    () => worker.advance(proceed),
    (error) => log.error({ err: error }, 'deliveries could not be leased'),
  )
  return { worker, serial }
}
