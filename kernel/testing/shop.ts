import { createMemoryBus } from '../bus/memory-bus.ts'
import type { MigrationSource } from '../database/migrate.ts'
import type { Answer } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Operation } from '../operations/operation.ts'
import type { Module } from '../runtime/module.ts'
import { type Apart, followersAmong, homePlans } from '../runtime/places.ts'
import { createRuntime, type Runtime } from '../runtime/runtime.ts'
import type { Provision } from '../runtime/seam.ts'
import { readSettings } from '../runtime/settings.ts'
import { createLog } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { newTestDatabase, type TestDatabase } from './database.ts'

/** Modules running on databases of their own, for one test file. */
export type TestShop = {
  readonly runtime: Runtime
  readonly databases: TestDatabases
  /** The time that `ctx.now()` tells; set it to travel. */
  readonly clock: { now: Date }
  /** Calls as a guest, or with what `frame` says: `{ caller, credentials, idempotencyKey }`. */
  call<In, Out, Code extends string>(
    operation: Operation<In, Out, Code>,
    input: NoInfer<In>,
    frame?: Partial<Frame>,
  ): Promise<Answer<Out, Code>>
  /** Runs `body` and returns the statements it sent, without BEGIN, COMMIT and savepoints. */
  statements(body: () => Promise<unknown>): Promise<readonly string[]>
  /** Waits until every consumer and delivery has dealt with all that is committed. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** The databases of a test shop by module: one for all, or one for each. */
export type TestDatabases = Readonly<Record<string, string>>

/** Whether the modules share a database, or each has one of its own in this one process. */
export type TestShape = 'together' | 'apart'

export type TestShopOptions = {
  readonly modules: readonly Module[]
  readonly provisions?: readonly Provision[]
  readonly environment?: Readonly<Record<string, string>>
  readonly now?: Date
  /** Whether consumers, deliveries and jobs run; true unless told. */
  readonly clock?: boolean
  readonly webConnections?: number
  /** As `TEST_SHAPE` says unless told. */
  readonly shape?: TestShape
  /** The databases of another test shop, as a second process on them. */
  readonly databases?: TestDatabases
}

const transactionControl = /^\s*(begin|commit|rollback|savepoint|release)\b/i

export async function createTestShop(options: TestShopOptions): Promise<TestShop> {
  const shape = options.shape ?? (process.env.TEST_SHAPE === 'apart' ? 'apart' : 'together')
  const made = options.databases ? [] : await newDatabases(options.modules, shape)
  const databases =
    options.databases ?? Object.fromEntries(made.flatMap(({ modules, url }) => modules.map((name) => [name, url])))
  const clock = { now: options.now ?? new Date() }
  let recorder: string[] | undefined
  const apart = shape === 'apart' ? inOneProcess(options.modules, databases) : undefined
  const runtime = await createRuntime({
    ...(apart ? { apart } : { databaseUrl: Object.values(databases)[0] ?? '' }),
    modules: options.modules,
    provisions: [
      ...readSettings(
        options.modules.flatMap((module) => module.settings ?? []),
        options.environment ?? {},
      ),
      ...(options.provisions ?? []),
    ],
    log: createLog(process.env.TEST_LOG_LEVEL ?? 'silent'),
    development: true,
    now: () => clock.now,
    ...(options.webConnections === undefined ? {} : { webConnections: options.webConnections }),
    onStatement: (statement) => {
      if (recorder && !transactionControl.test(statement)) recorder.push(statement)
    },
  })
  if (options.clock ?? true) await runtime.start()
  return {
    runtime,
    databases,
    clock,
    call: <In, Out, Code extends string>(operation: Operation<In, Out, Code>, input: In, frame: Partial<Frame> = {}) =>
      runtime.dispatch(operation, operation.input.parse(input), {
        ...asRequest(systemFrame(newId())),
        caller: { kind: 'guest' },
        ...frame,
      }) as Promise<Answer<Out, Code>>,
    statements: async (body) => {
      const seen: string[] = []
      recorder = seen
      try {
        await body()
      } finally {
        recorder = undefined
      }
      return seen
    },
    settled: () => runtime.events.settled(),
    close: async () => {
      await runtime.stop()
      await apart?.bus.close()
      await Promise.all(made.map(({ drop }) => drop()))
    },
  }
}

const kernel: MigrationSource = { module: 'kernel', folder: new URL('../migrations/', import.meta.url) }

async function newDatabases(
  modules: readonly Module[],
  shape: TestShape,
): Promise<readonly (TestDatabase & { readonly modules: readonly string[] })[]> {
  const groups = shape === 'together' ? [modules] : modules.map((module) => [module])
  return Promise.all(
    groups.map(async (group) => {
      const sources = group.flatMap(({ name, migrations }) =>
        migrations ? [{ module: name, folder: migrations }] : [],
      )
      return { ...(await newTestDatabase([kernel, ...sources])), modules: group.map(({ name }) => name) }
    }),
  )
}

/** Modules with a database each that live in one process all the same: nothing goes over HTTP. */
function inOneProcess(modules: readonly Module[], databases: TestDatabases): Apart {
  const nobody = async (): Promise<never> => {
    throw new Error('every module of a test shop lives in it')
  }
  const places = { databases, elsewhere: new Set<string>() }
  const plans = homePlans(modules, { databaseUrl: undefined, apart: places })
  return {
    ...places,
    remote: { call: nobody, dispatch: nobody, step: nobody, undo: nobody },
    bus: createMemoryBus({ followers: followersAmong(plans) }),
    secret: 'what the modules of a test shop keep for each other is sealed by this',
  }
}

/** On the connections of requests, whose statements are counted. */
function asRequest({ pool: _, ...frame }: Frame): Frame {
  return frame
}
