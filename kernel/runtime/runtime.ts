import { setTimeout as wait } from 'node:timers/promises'
import { connect, type Database, type Pool } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { createEventLog, type EventLog } from '../events/log.ts'
import type { Answer } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { AnyOperation, Operation } from '../operations/operation.ts'
import { checkWire } from '../operations/wire.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { forgetOldClaims } from '../work/claim.ts'
import { createExecute, fromOutside } from '../work/execute.ts'
import { createUnitRunner } from '../work/unit.ts'
import { type Answers, createAnswers } from './answers.ts'
import { createCacheShelf } from './cache.ts'
import { createContexts } from './contexts.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { defineModule, job, type Module } from './module.ts'
import { filledSeams, type Provision } from './seam.ts'

export type RuntimeOptions = {
  readonly databaseUrl: string
  readonly modules: readonly Module[]
  readonly provisions: readonly Provision[]
  readonly log: Log
  /** Development adds doors for developers and parses every answer once more. */
  readonly development: boolean
  readonly now?: () => Date
  readonly webConnections?: number
  /** Bytes of kept answers and pages, 64 MB unless told. */
  readonly answersMaxBytes?: number
  readonly onStatement?: (statement: string) => void
}

export type Runtime = {
  readonly modules: readonly Module[]
  readonly operations: readonly AnyOperation[]
  readonly database: Database
  readonly answers: Answers
  readonly events: EventLog
  readonly jobs: Jobs
  readonly log: Log
  readonly development: boolean
  /** Runs an operation for a caller from outside: the transport has judged the caller and parsed the input. */
  dispatch(operation: AnyOperation, input: unknown, frame: Frame): Promise<unknown>
  /** Runs an operation as Merx itself: for the command line, loaders and tests. */
  call<In, Out, Code extends string>(
    operation: Operation<In, Out, Code>,
    input: NoInfer<In>,
  ): Promise<Answer<Out, Code>>
  ready(): Promise<{ readonly ok: boolean; readonly checks: Readonly<Record<string, string>> }>
  /** Starts the clock: ticks, consumers, deliveries, jobs. Without it the process only answers. */
  start(): Promise<void>
  stop(): Promise<void>
}

const migrations = new URL('../migrations/', import.meta.url)

/** The kernel's own module: its tables and what keeps them small. */
const kernel = defineModule({
  name: 'kernel',
  migrations,
  operations: [],
  jobs: [
    job({
      name: 'kernel.forget-old-claims',
      every: 60,
      run: async (ctx) => {
        while ((await forgetOldClaims(ctx.sql, 5_000)) === 5_000) ctx.log.info('more old claims are to be forgotten')
      },
    }),
  ],
})

/** Migrates the database and puts the modules together. Nothing runs by the clock until `start`. */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { log, development } = options
  const modules = [kernel, ...options.modules]
  const operations = options.modules.flatMap((module) => module.operations)
  checkOnce(operations.map(({ name }) => name))
  for (const operation of operations) checkWire(operation)

  await migrate(
    options.databaseUrl,
    modules.flatMap(({ name, migrations }) => (migrations ? [{ module: name, folder: migrations }] : [])),
  )
  const database = connect({
    url: options.databaseUrl,
    ...(options.webConnections === undefined ? {} : { webConnections: options.webConnections }),
    ...(options.onStatement === undefined ? {} : { onStatement: options.onStatement }),
  })

  const answers = createAnswers({ maxBytes: options.answersMaxBytes ?? 64 * 1024 * 1024 })
  const caches = createCacheShelf()
  const units = createUnitRunner(database, ({ events: published }) => {
    events.applyLocally(published)
    events.wake()
  })
  const contexts = createContexts({
    database,
    caches,
    seam: filledSeams(options.provisions),
    now: options.now ?? (() => new Date()),
    log,
    dropAnswers: (tags) => answers.dropTags(tags),
    call: (operation, input, frame) => execute(operation, input, frame),
  })
  const execute = createExecute({ units, contexts, database, development })
  const events = createEventLog({
    database,
    modules,
    units: { runUnit: (pool, _frame, body) => units(pool, body) },
    contexts,
    log,
    flush: () => {
      caches.clearAll()
      answers.clear()
    },
  })
  const jobs = createJobs({ database, modules, contexts, log })

  return {
    modules,
    operations,
    database,
    answers,
    events,
    jobs,
    log,
    development,
    dispatch: fromOutside(execute),
    call: <In, Out, Code extends string>(operation: Operation<In, Out, Code>, input: In) =>
      execute(operation, input, systemFrame(newId())) as Promise<Answer<Out, Code>>,
    ready: async () => {
      const answered = await answersWithin(database.clock, 1_000)
      return { ok: answered, checks: { database: answered ? 'ok' : 'does not answer' } }
    },
    start: async () => {
      await events.start()
      await jobs.start()
    },
    stop: async () => {
      await jobs.stop()
      await events.stop()
      await database.end()
    },
  }
}

function checkOnce(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`Two operations are named '${twice}'`)
}

/** Not on the connections of requests: a busy shop is ready all the same. */
async function answersWithin(sql: Pool, milliseconds: number): Promise<boolean> {
  const answer = sql`select 1`.then(
    () => true,
    () => false,
  )
  return Promise.race([answer, wait(milliseconds, false, { ref: false })])
}
