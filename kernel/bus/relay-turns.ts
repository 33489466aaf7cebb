import type { UnitRunner } from '../events/consumer-runner.ts'
import { createSerial } from '../events/serial.ts'
import type { SharedReader } from '../events/shared-reader.ts'
import type { Sql } from '../operations/context.ts'
import type { Module } from '../runtime/module.ts'
import type { Log } from '../telemetry/log.ts'
import type { EventBus } from './bus.ts'
import { createRelay } from './relay.ts'

/** The modules whose events go to a bus, of those in one database. */
export function relayedModules(modules: readonly Module[]): readonly string[] {
  return modules.filter(({ events = [] }) => events.length > 0).map(({ name }) => name)
}

/** The relays of a log, each at its own pace: a stream that takes nothing holds up no other. */
export type RelayTurns = {
  run(): void
  idle(): Promise<void>
  forget(): void
  store(): Promise<void>
}

export type RelayTurnsDependencies = {
  readonly bus: EventBus
  readonly modules: readonly Module[]
  readonly units: UnitRunner
  readonly reader: SharedReader
  readonly sql: Sql
  readonly tick: () => string
  readonly proceed: () => boolean
  readonly log: Log
}

export function takeRelayTurns(dependencies: RelayTurnsDependencies): RelayTurns {
  const { modules, tick, proceed, log, ...shared } = dependencies
  const turns = relayedModules(modules).map((module) => {
    const relay = createRelay({ ...shared, module })
    let told = false
    const serial = createSerial(
      async () => {
        await relay.advance(tick(), proceed)
        told = false
      },
      (error) => {
        if (!told) log.warn({ err: error, module }, 'events could not be put on the bus; it is tried again')
        told = true
      },
    )
    return { relay, serial }
  })
  return {
    run: () => {
      for (const { serial } of turns) serial.run()
    },
    idle: async () => {
      await Promise.all(turns.map(({ serial }) => serial.idle()))
    },
    forget: () => {
      for (const { relay } of turns) relay.forget()
    },
    store: async () => {
      await Promise.all(turns.map(({ relay }) => relay.store()))
    },
  }
}
