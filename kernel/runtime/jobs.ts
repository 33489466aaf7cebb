import type { Database } from '../database/connect.ts'
import { drain } from '../events/drain.ts'
import { describeFault } from '../events/fault.ts'
import { keepLease } from '../events/lease.ts'
import { createPulse } from '../events/pulse.ts'
import type { FreeContext } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { endRun, giveBackJob, leaseJobs, registerJobs, renewJob } from './job-leases.ts'
import type { Job, Module } from './module.ts'

/** What the modules do by the clock. Of all processes on a database one at a time runs a job; a run that was killed is due again. */
export type Jobs = {
  start(): Promise<void>
  /** Begins no more runs and waits for those under way; what takes too long is broken off and left to another process. */
  stop(): Promise<void>
  /** Runs a job now, whenever it is due, after a run that is under way. Throws what the job throws. */
  runJob(name: string): Promise<void>
}

export type JobsDependencies = {
  readonly database: Database
  readonly modules: readonly Module[]
  readonly contexts: { free(frame: Frame, module: string): FreeContext }
  readonly log: Log
  readonly settings?: Partial<JobSettings>
}

export type JobSettings = {
  /** Milliseconds between two looks at what is due. */
  readonly poll: number
  /** Milliseconds after which a run that does not renew its lease counts as killed. */
  readonly lease: number
}

type Known = { readonly job: Job; readonly module: string }

/** Milliseconds, 1 s in all. */
const patience = { before: 700, after: 300 }

export function createJobs(dependencies: JobsDependencies): Jobs {
  const { database, modules, log, settings = {} } = dependencies
  const { poll = 1_000, lease = 15_000 } = settings
  const sql = database.clock
  const known = new Map<string, Known>(
    modules.flatMap((module) => (module.jobs ?? []).map((job) => [job.name, { job, module: module.name }])),
  )
  const names = [...known.keys()]
  const holder = newId()
  const running = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  const run = createRun({ ...dependencies, holder, lease, stopping: stopping.signal })

  const begin = (one: Known): Promise<void> => {
    const { name } = one.job
    const ended = run(one).finally(() => running.delete(name))
    running.set(name, ended)
    return ended
  }

  const pulse = createPulse({
    beat: async () => {
      const idle = names.filter((name) => !running.has(name))
      for (const name of await leaseJobs(sql, { names: idle, holder, lease, due: true })) {
        const one = known.get(name)
        // its failure is in the log and in the table
        if (one) begin(one).catch(() => {})
      }
    },
    onError: (error) => log.warn({ err: error }, 'due jobs could not be read; it is tried again'),
    atLeast: poll,
    atMost: poll,
  })

  return {
    start: async () => {
      if (names.length === 0) return
      await registerJobs(sql, names)
      pulse.start()
    },
    stop: async () => {
      const quiet = pulse.stop().then(() => Promise.allSettled(running.values()))
      if (!(await drain(quiet, () => stopping.abort(new Error('The process stops')), patience)))
        log.warn({ jobs: [...running.keys()] }, 'jobs were left in the middle of a run')
    },
    runJob: async (name) => {
      const one = known.get(name)
      if (!one) throw new Error(`There is no job '${name}': there are ${names.join(', ')}`)
      await registerJobs(sql, names)
      while (
        (await leaseJobs(sql, { names: running.has(name) ? [] : [name], holder, lease, due: false })).length === 0
      ) {
        await (running.get(name)?.catch(() => {}) ?? new Promise((resolve) => setTimeout(resolve, 50)))
      }
      await begin(one)
    },
  }
}

type RunDependencies = JobsDependencies & {
  readonly holder: string
  readonly lease: number
  readonly stopping: AbortSignal
}

/** Runs a leased job and records how that ended. Throws what the job throws. */
function createRun({ database, contexts, log, holder, lease, stopping }: RunDependencies) {
  const sql = database.clock
  return async ({ job, module }: Known): Promise<void> => {
    const { name, every } = job
    const lost = new AbortController()
    const letGo = keepLease({
      time: lease,
      renew: () => renewJob(sql, { name, holder, lease }),
      onLost: () => lost.abort(new Error('The lease ended: another process may run the job')),
      onError: (error) => log.warn({ err: error, job: name }, 'a lease was not renewed'),
    })
    try {
      const ctx = contexts.free(systemFrame(newId().replaceAll('-', '')), module)
      await job.run(ctx, AbortSignal.any([lost.signal, stopping]))
      await endRun(sql, { name, holder, every, error: undefined })
    } catch (error) {
      if (stopping.aborted) {
        await giveBackJob(sql, { name, holder })
      } else {
        log.error({ err: error, job: name }, 'a job failed')
        await endRun(sql, { name, holder, every, error: describeFault(error) })
      }
      throw error
    } finally {
      letGo()
    }
  }
}
