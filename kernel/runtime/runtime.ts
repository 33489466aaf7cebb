import { setTimeout as wait } from 'node:timers/promises'
import { type AuditLog, auditLogOf, auditLogs } from '../audit/audit-log.ts'
import { createDenials, type Denials } from '../audit/denials.ts'
import type { EventBus, Leave } from '../bus/bus.ts'
import { listenLive } from '../bus/listener.ts'
import type { Database } from '../database/connect.ts'
import type { EventLog } from '../events/log.ts'
import { createHub, type Hub, type Live } from '../live/hub.ts'
import type { Answer } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { AnyOperation, Operation } from '../operations/operation.ts'
import { knownPermissions, permissionsAskedFor } from '../operations/permissions.ts'
import { personalRecords } from '../operations/personal.ts'
import type { Recogniser } from '../operations/recogniser.ts'
import { checkWire } from '../operations/wire.ts'
import type { Participant } from '../services/participant.ts'
import { answerTier } from '../shared/answer-tier.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { type Answers, createAnswers } from './answers.ts'
import { createCacheShelf } from './cache.ts'
import { type Home, type HomeDependencies, openHome } from './home.ts'
import { jobsOf, logOf } from './homes.ts'
import type { Jobs } from './jobs.ts'
import type { Module } from './module.ts'
import { type Apart, homePlans, sagaSecret } from './places.ts'
import { listenToRecognition, readersIn, recognitionOf } from './recognition.ts'
import { filledSeams, type Provision, provide } from './seam.ts'

export type RuntimeOptions = {
  /** The database of every module here that has none of its own. */
  readonly databaseUrl?: string
  /** Streaming standbys of that database, which answer what is the same for everyone. */
  readonly standbyUrl?: string
  /** Every module that this process knows, wherever it lives. */
  readonly modules: readonly Module[]
  /** Set where not all of them share the one database. */
  readonly apart?: Apart
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
  /** Every module that this process knows. */
  readonly modules: readonly Module[]
  /** Those of them that live here. */
  readonly here: readonly Module[]
  readonly operations: readonly AnyOperation[]
  /** The database of a module that lives here; of the only one there is unless told. */
  databaseOf(module?: string): Database
  readonly database: Database
  readonly answers: Answers
  readonly events: EventLog
  /** What callers may follow while it changes. */
  readonly live: Live
  /** Tells callers by their tokens; absent where no module makes any. */
  readonly recognise: Recogniser['recognise'] | undefined
  readonly jobs: Jobs
  readonly log: Log
  readonly development: boolean
  /** Runs an operation for a caller from outside: the transport has judged the caller and parsed the input. */
  dispatch(operation: AnyOperation, input: unknown, frame: Frame): Promise<unknown>
  /** Is told of callers whom a transport turned away. */
  readonly denials: Denials
  /** Runs an operation as Merx itself: for the command line, loaders and tests. */
  call<In, Out, Code extends string>(
    operation: Operation<In, Out, Code>,
    input: NoInfer<In>,
  ): Promise<Answer<Out, Code>>
  /** Runs what other processes ask of the modules that live here. */
  readonly participant: Participant
  ready(): Promise<{ readonly ok: boolean; readonly checks: Readonly<Record<string, string>> }>
  /** Starts the clock: ticks, consumers, deliveries, jobs. Without it the process only answers. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Migrates the databases and puts the modules together. Nothing runs by the clock until `start`. */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { modules, apart, log, development } = options
  const audit = new Map(modules.map(({ name }) => [name, auditLogOf(name)]))
  const operations = operationsOf(modules, audit)
  const plans = homePlans(modules, { databaseUrl: options.databaseUrl, apart })
  const asked = [...plans.flatMap(({ modules: [first] }) => first?.name ?? []), ...(apart?.elsewhere ?? [])]
  const seam = filledSeams([
    ...options.provisions,
    provide(
      personalRecords,
      modules.flatMap(({ personal }) => personal?.records ?? []),
    ),
    provide(knownPermissions, permissionsAskedFor(operations.all)),
    provide(
      auditLogs,
      asked.flatMap((name) => audit.get(name) ?? []),
    ),
  ])
  const homes: Home[] = []
  const answers = createAnswers({
    maxBytes: options.answersMaxBytes ?? 64 * 1024 * 1024,
    tier: seam(answerTier),
    onDropped: (tags) => {
      for (const { standby } of homes) standby?.dropped(tags)
    },
  })
  const caches = createCacheShelf()
  const participants = new Map<string, Participant>()
  const participantOf = (module: string): Participant => {
    const participant = participants.get(module)
    if (!participant) throw new Error(`The module '${module}' lives nowhere`)
    return participant
  }
  const participant = byModule(participantOf)
  const hub = createHub({ topics: modules.flatMap(({ topics = [] }) => topics), dispatch: participant.dispatch })
  const now = options.now ?? (() => new Date())
  const recognition = recognitionOf(modules, { participant, seam, log, now })
  const dependencies = {
    caches,
    seam,
    now,
    log,
    dropAnswers: answers.dropTags,
    operation: (name: string) => operations.byName(name),
    participantOf,
    applyLocally: (published: Parameters<EventLog['applyLocally']>[0]) => {
      for (const { events } of homes) events.applyLocally(published)
    },
    flush: () => {
      caches.clearAll()
      answers.clear()
      hub.lose()
      recognition?.lose()
    },
    secret: sagaSecret(apart),
    bus: apart?.bus,
    development,
    webConnections: options.webConnections,
    onStatement: options.onStatement,
  }
  for (const plan of plans) {
    const names = new Set(plan.modules.map(({ name }) => name))
    const home = await openHome({
      ...dependencies,
      ...plan,
      standbyUrl: plan.url === options.databaseUrl ? options.standbyUrl : undefined,
      hearing: [...hub.readers((name) => names.has(name)), ...readersIn(names, recognition)],
    })
    homes.push(home)
    for (const { name } of plan.modules) participants.set(name, home.participant)
  }
  for (const name of apart?.elsewhere ?? []) if (apart) participants.set(name, apart.remote)

  const listening: Leave[] = []
  const events = logOf(homes)
  const jobs = jobsOf(homes)
  const databaseOf = (module?: string): Database => {
    const home = homes.find((one) => module === undefined || one.modules.some(({ name }) => name === module))
    if (!home) throw new Error(module ? `The module '${module}' does not live here` : 'This process has no database')
    return home.database
  }
  return {
    modules,
    here: homes.flatMap((home) => home.modules),
    operations: operations.all,
    databaseOf,
    get database() {
      return databaseOf()
    },
    answers,
    events,
    live: hub,
    recognise: recognition?.recognise,
    jobs,
    log,
    development,
    dispatch: participant.dispatch,
    denials: createDenials((operation, frame) => {
      const log = audit.get(operation.module)
      if (!log) throw new Error(`No module is named '${operation.module}'`)
      return participant.call(log.recordDenial, { operation: operation.name }, frame)
    }, log),
    call: <In, Out, Code extends string>(operation: Operation<In, Out, Code>, input: In) =>
      participant.call(operation, input, { ...systemFrame(newId()), pool: 'loads' }) as Promise<Answer<Out, Code>>,
    participant,
    ready: () => readiness(homes),
    start: async () => {
      for (const { standby } of homes) standby?.start()
      await events.start()
      await jobs.start()
      await Promise.all(homes.map(({ residents }) => residents.start()))
      // what lives elsewhere is heard of by the bus; homes hear of it by their logs
      if (!apart) return
      const hearing = { ...dependencies, hub, bus: apart.bus }
      if (homes.length === 0) listening.push(await listenToAll(modules, hearing))
      if (recognition && apart.elsewhere.has(recognition.module))
        listening.push(await listenToRecognition(recognition, hearing))
    },
    stop: async () => {
      await Promise.all(listening.map(({ leave }) => leave()))
      await Promise.all(homes.map(({ residents }) => residents.stop()))
      await jobs.stop()
      await events.stop()
      await Promise.all(homes.map(({ standby }) => standby?.stop()))
      await Promise.all(homes.map(({ database }) => database.end()))
    },
  }
}

type Hearing = Pick<HomeDependencies, 'caches' | 'seam' | 'log' | 'dropAnswers' | 'flush'> & { readonly hub: Hub }

/** Keeps what a process without a database holds in memory in step with all modules. */
function listenToAll(modules: readonly Module[], hearing: Hearing & { readonly bus: EventBus }): Promise<Leave> {
  const { bus, hub, caches, seam, log, dropAnswers, flush } = hearing
  const readers = [...modules.flatMap(({ live = [] }) => live), ...hub.readers(() => true)]
  return listenLive({ bus, readers, context: { cache: caches.of, log, seam, dropAnswers }, flush, log })
}

type Operations = { readonly all: readonly AnyOperation[]; byName(name: string): AnyOperation }

function operationsOf(modules: readonly Module[], audit: ReadonlyMap<string, AuditLog>): Operations {
  const all = modules.flatMap(({ name, operations }) => [...operations, ...Object.values(audit.get(name) ?? {})])
  const named = new Map<string, AnyOperation>()
  for (const operation of all) {
    if (named.has(operation.name)) throw new Error(`Two operations are named '${operation.name}'`)
    checkWire(operation)
    named.set(operation.name, operation)
  }
  return {
    all,
    byName: (name) => {
      const operation = named.get(name)
      if (!operation) throw new Error(`No module has an operation '${name}'`)
      return operation
    },
  }
}

/** All modules as one participant. */
function byModule(participantOf: (module: string) => Participant): Participant {
  return {
    call: (operation, input, frame) => participantOf(operation.module).call(operation, input, frame),
    dispatch: (operation, input, frame) => participantOf(operation.module).dispatch(operation, input, frame),
    step: (step, frame) => participantOf(step.operation.module).step(step, frame),
    undo: (step, frame) => participantOf(step.operation.module).undo(step, frame),
  }
}

/** Not on the connections of requests: a busy shop is ready all the same. */
async function readiness(homes: readonly Home[]): ReturnType<Runtime['ready']> {
  const answers = await Promise.all(homes.map(({ database }) => answersWithin(database, 1_000)))
  const ok = answers.every(Boolean)
  return { ok, checks: { database: ok ? 'ok' : 'does not answer' } }
}

async function answersWithin({ clock }: Database, milliseconds: number): Promise<boolean> {
  const answer = clock`select 1`.then(
    () => true,
    () => false,
  )
  return Promise.race([answer, wait(milliseconds, false, { ref: false })])
}
