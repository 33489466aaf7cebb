import type { Answer } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Operation } from '../operations/operation.ts'
import type { Module } from '../runtime/module.ts'
import { createRuntime, type Runtime } from '../runtime/runtime.ts'
import type { Provision } from '../runtime/seam.ts'
import { readSettings } from '../runtime/settings.ts'
import { createLog } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { newTestDatabase } from './database.ts'

/** Modules running on a database of their own, for one test file. */
export type TestShop = {
  readonly runtime: Runtime
  readonly databaseUrl: string
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

export type TestShopOptions = {
  readonly modules: readonly Module[]
  readonly provisions?: readonly Provision[]
  readonly environment?: Readonly<Record<string, string>>
  readonly now?: Date
  /** Whether consumers, deliveries and jobs run; true unless told. */
  readonly clock?: boolean
  readonly webConnections?: number
  /** The database of another test shop, as a second process on it. */
  readonly databaseUrl?: string
}

const transactionControl = /^\s*(begin|commit|rollback|savepoint|release)\b/i

export async function createTestShop(options: TestShopOptions): Promise<TestShop> {
  const kernel = { module: 'kernel', folder: new URL('../migrations/', import.meta.url) }
  const sources = options.modules.flatMap(({ name, migrations }) =>
    migrations ? [{ module: name, folder: migrations }] : [],
  )
  const database = options.databaseUrl
    ? { url: options.databaseUrl, drop: async () => {} }
    : await newTestDatabase([kernel, ...sources])
  const clock = { now: options.now ?? new Date() }
  let recorder: string[] | undefined
  const runtime = await createRuntime({
    databaseUrl: database.url,
    modules: options.modules,
    provisions: [
      ...readSettings(
        options.modules.flatMap((module) => module.settings ?? []),
        options.environment ?? {},
      ),
      ...(options.provisions ?? []),
    ],
    log: createLog(process.env['TEST_LOG_LEVEL'] ?? 'silent'),
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
    databaseUrl: database.url,
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
      await database.drop()
    },
  }
}

/** On the connections of requests, whose statements are counted. */
function asRequest({ pool: _, ...frame }: Frame): Frame {
  return frame
}
