import type { Database } from '../database/connect.ts'
import type { EffectType, EventType } from '../events/define.ts'
import type {
  ConsumerContext,
  FreeContext,
  LiveContext,
  QueryContext,
  StepContext,
  WorkContext,
} from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation, Command } from '../operations/operation.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { type Unit, unlessRefused } from '../work/unit.ts'
import type { CacheShelf } from './cache.ts'
import type { Seam } from './seam.ts'

/** Makes what an operation, a consumer or a job is given. */
export type Contexts = {
  query(frame: Frame, module: string): QueryContext
  free(frame: Frame, module: string): FreeContext
  work(unit: Unit, frame: Frame, module: string): WorkContext
  steps(unit: Unit, frame: Frame, module: string): StepContext
  consumer(unit: Unit, frame: Frame, module: string): ConsumerContext
  readonly live: LiveContext
}

export type ContextDependencies = {
  readonly database: Database
  readonly caches: CacheShelf
  readonly seam: <T>(seam: Seam<T>) => T
  readonly now: () => Date
  readonly log: Log
  readonly dropAnswers: (tags: readonly string[]) => void
  /** Runs an operation wherever its module lives. */
  readonly call: (operation: AnyOperation, input: unknown, frame: Frame) => Promise<unknown>
}

export function createContexts(dependencies: ContextDependencies): Contexts {
  const { database, caches, seam, now, log, dropAnswers, call } = dependencies

  const base = (frame: Frame) => ({
    caller: frame.caller,
    requestId: frame.requestId,
    traceId: frame.traceId,
    log: tracedLog(log, frame),
    now,
    newId: () => newId(now().getTime()),
    credential: (kind: 'cart' | 'order') => frame.credentials[kind],
    issue: (kind: 'cart' | 'order', token: string) => void frame.issued.set(kind, token),
    seam,
    cache: caches.of,
  })

  const outside = (frame: Frame) => ({
    ...base(frame),
    sql: database[frame.pool ?? 'web'],
    // the key is for what the caller asked for, not for what that calls in turn
    call: (operation: AnyOperation, input: unknown) => call(operation, input, { ...frame, idempotencyKey: undefined }),
  })

  const work = (unit: Unit, frame: Frame): WorkContext => ({
    ...base(frame),
    sql: unit.sql,
    publish: <Payload>(type: EventType<string, Payload>, payload: Payload) => {
      const parsed = type.schema.parse(payload)
      unit.events.push({ id: newId(), name: type.name, key: type.key(parsed), payload: parsed, traceId: frame.traceId })
    },
    deliver: <Payload>(
      type: EffectType<Payload>,
      { id, payload }: { readonly id: string; readonly payload: Payload },
    ) => {
      unit.deliveries.push({ type: type.name, id, payload: type.schema.parse(payload), traceId: frame.traceId })
    },
  })

  /** The runner where all participants share this database: every step joins the one unit. */
  const joined = (unit: Unit, frame: Frame) => ({
    step: async <In, Out>(command: Command<In, Out>, input: In): Promise<Out> => {
      if (command.read) throw new Error(`${command.name} reads before its unit of work, so it cannot be a step`)
      return unlessRefused<Out>(await command.run(work(unit, frame), input, undefined))
    },
  })

  return {
    query: (frame) => outside(frame) as QueryContext,
    free: (frame) => outside(frame) as FreeContext,
    work,
    steps: (unit, frame) => ({ ...base(frame), ...joined(unit, frame) }) as StepContext,
    consumer: (unit, frame) => ({ ...work(unit, frame), ...joined(unit, frame) }) as ConsumerContext,
    live: { cache: caches.of, log, dropAnswers },
  }
}

/** Names the request in each line; made only when there is something to say. */
function tracedLog(log: Log, { requestId, traceId }: Frame): Log {
  const traced = () => log.child({ requestId, traceId })
  return {
    debug: (...line: Parameters<Log['debug']>) => traced().debug(...line),
    info: (...line: Parameters<Log['info']>) => traced().info(...line),
    warn: (...line: Parameters<Log['warn']>) => traced().warn(...line),
    error: (...line: Parameters<Log['error']>) => traced().error(...line),
    child: (...fields: Parameters<Log['child']>) => traced().child(...fields),
  } as Log
}
