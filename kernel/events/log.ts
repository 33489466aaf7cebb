import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../database/connect.ts'
import type { ConsumerContext, FreeContext, LiveContext, QueryContext } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { Module } from '../runtime/module.ts'
import type { Log } from '../telemetry/log.ts'
import type { Unit } from '../work/unit.ts'
import { createConsumerRunner, type UnitRunner } from './consumer-runner.ts'
import { forgetSentDeliveries, reviveDeliveries } from './deliveries.ts'
import { createDeliveryWorker } from './delivery-worker.ts'
import { type EventLag, readConsumerLag, readDeliveryLag } from './lag.ts'
import { createLiveRunner } from './live-runner.ts'
import { showLag } from './metrics.ts'
import { exhume } from './parking.ts'
import { dropOldPartitions, makePartitions } from './partitions.ts'
import { checkPositions, createPositions, currentSnapshot } from './position.ts'
import type { NewEvent } from './publish.ts'
import { createPulse } from './pulse.ts'
import { republish } from './republish.ts'
import { createSerial } from './serial.ts'
import { openSession } from './session.ts'
import { defaultLogSettings, type LogSettings } from './settings.ts'
import { createSharedReader } from './shared-reader.ts'
import { createSignal } from './signal.ts'

/** The event log of one database as one process follows it. One process of all leads: it runs the durable consumers and the deliveries. */
export type EventLog = {
  start(): Promise<void>
  /** Finishes what is in flight and gives up the leadership. */
  stop(): Promise<void>
  /** Called after a commit that wrote events or deliveries. */
  wake(): void
  /** Tells the live readers of this process at once what it has just committed. */
  applyLocally(events: readonly NewEvent[]): void
  lag(): Promise<EventLag>
  /**
   * Resolves when the durable consumers of this process have dealt with everything committed, what followed from it included, and
   * deliveries that were due have been tried. Parked events and deliveries that wait for another try are not waited for.
   */
  settled(): Promise<void>
  /** Tries dead letters again, of one consumer or delivery type or of all. Returns how many. */
  redrive(name?: string): Promise<number>
  /** Publishes the present state behind a state event again. Returns how many events were published. */
  republish(eventName: string): Promise<number>
  /** One round of everything, without the clock. */
  tick(): Promise<void>
}

export type EventLogDependencies = {
  readonly database: Database
  /** Those whose tables are in this database. */
  readonly modules: readonly Module[]
  readonly units: UnitRunner
  readonly contexts: {
    consumer(unit: Unit, frame: Frame, module: string): ConsumerContext
    free(frame: Frame, module: string): FreeContext
    query(frame: Frame, module: string): QueryContext
    readonly live: LiveContext
  }
  /** Drops everything that this process keeps in memory. */
  readonly flush: () => void
  readonly log: Log
  readonly settings?: Partial<LogSettings>
}

export function createEventLog({
  database,
  modules,
  units,
  contexts,
  flush,
  log,
  ...rest
}: EventLogDependencies): EventLog {
  const settings: LogSettings = { ...defaultLogSettings, ...rest.settings }
  const consumers = modules.flatMap((module) =>
    (module.consumers ?? []).map((consumer) => ({ module: module.name, consumer })),
  )
  const wanted = new Map(consumers.map(({ consumer }) => [consumer.name, consumer.on.map((type) => type.name)]))

  let state: 'new' | 'started' | 'stopped' = 'new'
  let tick = ''
  let reachable = true
  const leads = (): boolean => state === 'started' && session.leads()
  const proceed = (): boolean => state === 'new' || leads()

  const session = openSession(database, [...wanted.keys()].sort().join(' '), (led) => {
    if (led) log.warn('the connection that held the leadership of the event log is lost')
    live.lose()
  })
  const reader = createSharedReader(session.sql, settings.batch)
  const complain = (what: string) => (error: unknown) => log.error({ err: error }, what)

  const runners = consumers.map(({ module, consumer }) => {
    const runner = createConsumerRunner(module, consumer, {
      database,
      units,
      contexts,
      reader,
      log,
      backOff: settings.parking,
    })
    const serial = createSerial(
      () => runner.advance(tick, proceed),
      complain(`the consumer ${consumer.name} could not go on`),
    )
    return { ...runner, ...serial }
  })
  const live = createLiveRunner({
    readers: modules.flatMap((module) => module.live ?? []),
    context: contexts.live,
    reader,
    flush,
    log,
    mostBatches: settings.mostLiveBatches,
  })
  const liveTurn = createSerial(
    () => live.advance(tick),
    (error) => {
      live.lose()
      complain('the live readers could not follow the event log')(error)
    },
  )
  const deliveries = createDeliveryWorker({
    types: new Map(
      modules.flatMap((module) => (module.deliveries ?? []).map((type) => [type.name, { module: module.name, type }])),
    ),
    sql: database.consumers,
    free: contexts.free,
    backOff: settings.delivery,
    log,
    onFree: () => deliveryTurn.run(),
  })
  const deliveryTurn = createSerial(() => deliveries.advance(proceed), complain('deliveries could not be leased'))

  let nextTry = 0
  const lead = async (): Promise<void> => {
    if (session.leads() || performance.now() < nextTry) return
    nextTry = performance.now() + settings.poll
    if (!(await session.tryToLead())) return
    log.info('this process leads the event log')
    for (const runner of runners) runner.forget()
    await deliveries.takeOver()
    upkeep.nudge()
  }

  /** Looks where the log is and lets everybody go on from there. */
  const beat = async (): Promise<void> => {
    if (state === 'started') await lead()
    if (!proceed() && !live.wanted) return
    tick = await currentSnapshot(session.sql)
    reachable = true
    if (live.wanted) liveTurn.run()
    if (!proceed()) return
    for (const runner of runners) runner.run()
    deliveryTurn.run()
  }

  const pulse = createPulse({
    beat,
    onError: (error) => {
      live.lose()
      if (reachable) log.warn({ err: error }, 'the event log cannot be read; it is tried again')
      reachable = false
    },
    atLeast: settings.tick,
    atMost: settings.poll,
  })

  const upkeep = createPulse({
    beat: async () => {
      showLag(await lag())
      if (!leads()) return
      await makePartitions(database.clock, settings.partitions)
      await dropOldPartitions(database.clock, { days: settings.retentionDays })
      await forgetSentDeliveries(database.clock, { days: settings.retentionDays, limit: 5_000 })
    },
    onError: complain('the upkeep of the event log failed; it is tried again'),
    atLeast: 1_000,
    atMost: settings.upkeep,
  })

  const signal = createSignal(database, {
    onHeard: (word) => {
      if (word === 'redriven') for (const runner of runners) runner.forget()
      pulse.nudge()
    },
    onError: complain('other processes could not be told of new events; they find them by polling'),
  })

  let prepared: Promise<void> | undefined
  const prepare = async (): Promise<void> => {
    await checkPositions(database.clock)
    await makePartitions(database.clock, settings.partitions)
    if (wanted.size > 0) await createPositions(database.clock, [...wanted.keys()])
  }

  const lag = async (): Promise<EventLag> => ({
    consumers: wanted.size > 0 ? await readConsumerLag(session.sql, wanted) : [],
    deliveries: await readDeliveryLag(session.sql),
  })

  const round = async (): Promise<void> => {
    prepared ??= prepare()
    await prepared
    await beat()
    await Promise.all([liveTurn.idle(), ...runners.map((runner) => runner.idle())])
    await deliveryTurn.idle()
    await deliveries.idle()
  }

  return {
    start: async () => {
      prepared ??= prepare()
      await prepared
      await signal.start()
      state = 'started'
      await lead()
      pulse.start()
      upkeep.start()
    },
    stop: async () => {
      const led = leads()
      state = 'stopped'
      await Promise.all([pulse.stop(), upkeep.stop()])
      await Promise.all([
        liveTurn.idle(),
        deliveryTurn.idle(),
        deliveries.idle(),
        ...runners.map((runner) => runner.idle()),
      ])
      if (led) await Promise.all(runners.map((runner) => runner.store()))
      await signal.stop()
      await session.end()
    },
    wake: () => {
      pulse.nudge()
      signal.send('published')
    },
    applyLocally: live.applyLocally,
    lag,
    settled: async () => {
      for (;;) {
        await round()
        const { consumers: behind, deliveries: waiting } = await lag()
        if (waiting.due === 0 && behind.every(({ events }) => events === 0)) return
        await wait(settings.tick)
      }
    },
    redrive: async (name) => {
      const redriven = (await exhume(database.consumers, name)) + (await reviveDeliveries(database.consumers, name))
      for (const runner of runners) runner.forget()
      pulse.nudge()
      signal.send('redriven')
      return redriven
    },
    republish: async (eventName) => {
      for (const { name, republishers = [] } of modules) {
        const found = republishers.find(({ type }) => type.name === eventName)
        if (found) return republish(name, found, { units, query: contexts.query })
      }
      throw new Error(`No module can publish '${eventName}' again: declare a republisher for it`)
    },
    tick: round,
  }
}
