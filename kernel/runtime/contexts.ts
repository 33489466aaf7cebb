import type { Database } from '../database/connect.ts'
import type { EffectType, EventType } from '../events/define.ts'
import type {
  ConsumerContext,
  Credential,
  FreeContext,
  LiveContext,
  QueryContext,
  StepContext,
  WorkContext,
} from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { Apart } from '../work/saga/apart.ts'
import { stepCommand } from '../work/saga/step-command.ts'
import { type Unit, unlessRefused } from '../work/unit.ts'
import { type CacheShelf, passing } from './cache.ts'
import type { Seam } from './seam.ts'

/** Makes what an operation, a consumer or a job is given. */
export type Contexts = {
  query(frame: Frame, module: string): QueryContext
  free(frame: Frame, module: string): FreeContext
  work(unit: Unit, frame: Frame, module: string): WorkContext
  /** Between the steps of a flow, which are taken by `step`. */
  between(frame: Frame, step: TakeStep): StepContext
  /** Steps that join a unit of work; throws `Apart` where one cannot. */
  joining(unit: Unit, frame: Frame): TakeStep
  consumer(unit: Unit, frame: Frame, module: string): ConsumerContext
  readonly live: LiveContext
}

/** How a step is taken: joined, as part of a saga, or later. */
export type TakeStep = (
  command: AnyOperation,
  input: unknown,
  options?: { readonly undo?: AnyOperation },
) => Promise<unknown>

export type ContextDependencies = {
  /** The database of the modules whose contexts are made here. */
  readonly database: Database
  /** Whether a module's tables are in that database too. */
  readonly isHere: (module: string) => boolean
  /** Records in a unit of work a step that is taken by a module elsewhere, after the unit. */
  readonly ask: (unit: Unit, frame: Frame, step: { readonly command: AnyOperation; readonly input: unknown }) => void
  readonly caches: CacheShelf
  readonly seam: <T>(seam: Seam<T>) => T
  readonly now: () => Date
  readonly log: Log
  readonly dropAnswers: (tags: readonly string[]) => void
  /** Runs an operation wherever its module lives. */
  readonly call: (operation: AnyOperation, input: unknown, frame: Frame) => Promise<unknown>
}

export function createContexts(dependencies: ContextDependencies): Contexts {
  const { database, isHere, ask, caches, seam, now, log, dropAnswers, call } = dependencies

  const base = (frame: Frame) => ({
    caller: frame.caller,
    requestId: frame.requestId,
    traceId: frame.traceId,
    address: frame.address,
    agent: frame.agent ?? '',
    log: tracedLog(log, frame),
    now,
    newId: () => newId(now().getTime()),
    credential: (kind: Credential) => frame.credentials[kind],
    issue: (kind: Credential, token: string) => void frame.issued.set(kind, token),
    withdraw: (kind: Credential) => void frame.issued.set(kind, ''),
    seam,
    cache: caches.of,
  })

  const outside = (frame: Frame) => ({
    ...base(frame),
    sql: frame.standby ?? database[frame.pool ?? 'web'],
    // what a standby says may be older than what was dropped: it is not kept
    ...(frame.standby && { cache: passing }),
    // the key is for what the caller asked for, not for what that calls in turn
    call: (operation: AnyOperation, input: unknown) => {
      const { standby, ...own } = { ...frame, idempotencyKey: undefined }
      return call(operation, input, standby && isHere(operation.module) ? { ...own, standby } : own)
    },
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
    about: (target) => {
      for (const [name, value] of Object.entries(target)) unit.about.set(name, value)
    },
  })

  /** The runner where all participants share this database: every step joins the one unit. */
  const join = async (unit: Unit, frame: Frame, step: Joining): Promise<unknown> => {
    const command = stepCommand(step.command)
    return unlessRefused(await command.run(work(unit, frame), step.input, undefined))
  }

  return {
    query: (frame) => outside(frame) as QueryContext,
    free: (frame) => outside(frame) as FreeContext,
    work,
    between: (frame, step) => ({ ...base(frame), step }) as StepContext,
    joining: (unit, frame) => async (command, input) => {
      if (!isHere(command.module)) throw new Apart(command.name)
      return join(unit, frame, { command, input })
    },
    consumer: (unit, frame) => {
      const step: TakeStep = async (command, input) => {
        if (isHere(command.module)) return join(unit, frame, { command, input })
        ask(unit, frame, { command: stepCommand(command), input })
        return unknownYet(command)
      }
      return { ...work(unit, frame), step } as ConsumerContext
    },
    live: { cache: caches.of, log, seam, dropAnswers },
  }
}

type Joining = { readonly command: AnyOperation; readonly input: unknown }

/** What a consumer gets of a step that is taken after its unit: an answer that it cannot look at. */
function unknownYet({ name }: AnyOperation): unknown {
  return new Proxy(
    {},
    {
      get: (_answer, field) => {
        // a promise asks this of whatever it is resolved with
        if (field === 'then') return undefined
        throw new Error(`${name} is asked elsewhere after this unit of work: its answer is not known to a consumer`)
      },
    },
  )
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
