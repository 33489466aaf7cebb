import { sealEntries } from '../audit/seal.ts'
import type { EventBus } from '../bus/bus.ts'
import { connect, type Database } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { createEventLog, type EventLog } from '../events/log.ts'
import type { NewEvent } from '../events/publish.ts'
import type { LiveReader } from '../events/readers.ts'
import type { AnyOperation } from '../operations/operation.ts'
import type { Participant } from '../services/participant.ts'
import { dispatchWithStandby } from '../standby/dispatch.ts'
import { openStandby, type Standby } from '../standby/standby.ts'
import { forgetOldClaims } from '../work/claim.ts'
import { createExecute, fromOutside } from '../work/execute.ts'
import { showStuckSagas } from '../work/saga/metrics.ts'
import { createParticipation } from '../work/saga/participation.ts'
import { createSagas, type Sagas } from '../work/saga/sagas.ts'
import { forgetOldSteps } from '../work/saga/taken-steps.ts'
import { createUnitRunner } from '../work/unit.ts'
import { createAsking } from './asking.ts'
import { type ContextDependencies, createContexts } from './contexts.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { defineModule, job, type Module } from './module.ts'
import { homeName } from './places.ts'
import { createResidents, type Residents } from './residents.ts'

/** One database of this process, and the modules whose tables are in it. */
export type Home = {
  readonly modules: readonly Module[]
  readonly database: Database
  readonly events: EventLog
  readonly jobs: Jobs
  readonly residents: Residents
  /** Runs the operations of these modules. */
  readonly participant: Participant
  /** Its standbys, where it has any. */
  readonly standby: Standby | undefined
}

export type HomeDependencies = Pick<ContextDependencies, 'caches' | 'seam' | 'now' | 'log' | 'dropAnswers'> & {
  readonly url: string
  /** Of its standbys, where it has any. */
  readonly standbyUrl: string | undefined
  /** What the kernel itself hears of the events of these modules. */
  readonly hearing: readonly LiveReader[]
  readonly modules: readonly Module[]
  readonly operation: (name: string) => AnyOperation
  /** Where any module lives, this home's included. */
  readonly participantOf: (module: string) => Participant
  /** Tells the live readers of this process what was just committed. */
  readonly applyLocally: (events: readonly NewEvent[]) => void
  readonly flush: () => void
  readonly secret: () => Buffer
  /** Carries events to and from other databases, where there are any. */
  readonly bus: EventBus | undefined
  readonly development: boolean
  readonly webConnections: number | undefined
  readonly onStatement: ((statement: string) => void) | undefined
}

const migrations = new URL('../migrations/', import.meta.url)

/** Migrates a database and puts its modules together. Nothing runs by the clock until its log and its jobs are started. */
export async function openHome(dependencies: HomeDependencies): Promise<Home> {
  const { url, participantOf, applyLocally, flush, bus, development, log, webConnections, onStatement } = dependencies
  const asking = createAsking(dependencies)
  const modules = [kernelModule(asking.delivery, () => sagas, dependencies.hearing), ...dependencies.modules]
  await migrate(
    url,
    modules.flatMap(({ name, migrations }) => (migrations ? [{ module: name, folder: migrations }] : [])),
  )
  const database = connect({
    url,
    ...(webConnections === undefined ? {} : { webConnections }),
    ...(onStatement === undefined ? {} : { onStatement }),
  })
  const names = new Set(modules.map(({ name }) => name))
  const isHere = (module: string): boolean => names.has(module)

  const units = createUnitRunner(database, ({ events: published, deliveries }) => {
    applyLocally(published)
    events.wake({ deliveries: deliveries.length > 0 })
  })
  const contexts = createContexts({
    ...dependencies,
    database,
    isHere,
    ask: asking.ask,
    call: (operation, input, frame) => participantOf(operation.module).call(operation, input, frame),
  })
  const elsewhere = (module: string) => (isHere(module) ? undefined : participantOf(module))
  const sagas: Sagas = createSagas({ ...dependencies, database, units, contexts, elsewhere, split: bus !== undefined })
  const execute = createExecute({ units, contexts, database, sagas, development })
  const { standbyUrl } = dependencies
  const standby = standbyUrl
    ? openStandby({ url: standbyUrl, primary: database, connections: webConnections ?? 8, log })
    : undefined
  const dispatch = fromOutside(execute)
  const events = createEventLog({
    database,
    modules,
    units: { runUnit: (pool, _frame, body) => units(pool, body) },
    contexts,
    log,
    flush,
    ...(bus && { onBus: { bus, home: homeName(dependencies.modules) } }),
  })
  return {
    modules: dependencies.modules,
    database,
    standby,
    events,
    jobs: createJobs({ database, modules, contexts, log }),
    residents: createResidents({ ...dependencies, contexts }),
    participant: {
      call: execute,
      dispatch: standby ? dispatchWithStandby(dispatch, standby) : dispatch,
      ...createParticipation({ units, contexts, secret: dependencies.secret }),
    },
  }
}

const sealedAtOnce = 1_000

/** The kernel's own part of a database: its tables, what keeps them small, and what brings to an end what a killed process began. */
function kernelModule(
  asked: ReturnType<typeof createAsking>['delivery'],
  sagas: () => Sagas,
  live: readonly LiveReader[],
): Module {
  return defineModule({
    name: 'kernel',
    migrations,
    operations: [],
    live,
    deliveries: [asked],
    jobs: [
      job({
        name: 'kernel.forget-old-claims',
        every: 60,
        run: async (ctx) => {
          while ((await forgetOldClaims(ctx.sql, 5_000)) === 5_000) ctx.log.info('more old claims are to be forgotten')
        },
      }),
      job({
        name: 'kernel.forget-old-steps',
        every: 60,
        run: async (ctx) => {
          while ((await forgetOldSteps(ctx.sql, 5_000)) === 5_000) ctx.log.info('more old steps are to be forgotten')
        },
      }),
      job({
        name: 'kernel.seal-audit',
        every: 2,
        run: async (ctx) => {
          for (let more = true; more; ) {
            const { sealed, head } = await sealEntries(ctx.sql, sealedAtOnce)
            // the logs leave this machine, so that a chain that was made anew does not fit what was said of it
            if (head) ctx.log.info({ sealed, head }, 'the audit log is sealed')
            more = sealed === sealedAtOnce
          }
        },
      }),
      job({
        name: 'kernel.carry-sagas',
        every: 1,
        run: async (ctx, signal) => {
          while (!signal.aborted && (await sagas().carryOn(10)) === 10);
          await showStuckSagas(ctx.sql)
        },
      }),
    ],
  })
}
