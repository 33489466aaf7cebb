import type { HomeOnBus } from '../bus/receiver.ts'
import { connect, type Database } from '../database/connect.ts'
import { createEventLog, type EventLog } from '../events/log.ts'
import type { LogSettings } from '../events/settings.ts'
import { createCacheShelf } from '../runtime/cache.ts'
import { createContexts } from '../runtime/contexts.ts'
import type { Module } from '../runtime/module.ts'
import { filledSeams } from '../runtime/seam.ts'
import { createLog } from '../telemetry/log.ts'
import { createUnitRunner, type UnitRunner } from '../work/unit.ts'
import { newTestDatabase, type TestDatabase } from './database.ts'

/** The event log alone, as one process would follow it: for tests of the kernel. */
export type TestLog = {
  readonly database: Database
  readonly events: EventLog
  readonly units: UnitRunner
  /** How often everything kept in memory was dropped. */
  readonly flushes: () => number
  close(): Promise<void>
}

const kernel = { module: 'kernel', folder: new URL('../migrations/', import.meta.url) }

export function newKernelDatabase(): Promise<TestDatabase> {
  return newTestDatabase([kernel])
}

export type TestLogOptions = Partial<LogSettings> & { readonly onBus?: HomeOnBus }

export function createTestLog(url: string, modules: readonly Module[], options: TestLogOptions = {}): TestLog {
  const { onBus, ...settings } = options
  const database = connect({ url, webConnections: 20 })
  const log = createLog(process.env.TEST_LOG_LEVEL ?? 'silent')
  const units = createUnitRunner(database, ({ events: published }) => {
    events.applyLocally(published)
    events.wake()
  })
  let flushes = 0
  const contexts = createContexts({
    database,
    isHere: () => true,
    ask: () => {
      throw new Error('the log alone has nobody to ask')
    },
    caches: createCacheShelf(),
    seam: filledSeams([]),
    now: () => new Date(),
    log,
    dropAnswers: () => {},
    call: () => Promise.reject(new Error('the log alone has no operations')),
  })
  const events = createEventLog({
    database,
    modules,
    units: { runUnit: (pool, _frame, body) => units(pool, body) },
    contexts,
    log,
    flush: () => {
      flushes += 1
    },
    settings,
    onBus,
  })
  return {
    database,
    events,
    units,
    flushes: () => flushes,
    close: async () => {
      await events.stop()
      await database.end()
    },
  }
}
