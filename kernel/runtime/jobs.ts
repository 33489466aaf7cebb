import type { Database, Pool } from '../database/connect.ts'
import { describeFault } from '../events/fault.ts'
import { createPulse } from '../events/pulse.ts'
import type { FreeContext } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import type { Job, Module } from './module.ts'

/** What the modules do by the clock. Of all processes on a database one at a time runs a job; a run that was killed is due again. */
export type Jobs = {
  start(): Promise<void>
  /** Begins no more runs and waits for those that are under way. */
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

export function createJobs({ database, modules, contexts, log, settings = {} }: JobsDependencies): Jobs {
  const { poll = 1_000, lease = 15_000 } = settings
  const sql = database.clock
  const known = new Map<string, Known>(
    modules.flatMap((module) => (module.jobs ?? []).map((job) => [job.name, { job, module: module.name }])),
  )
  const names = [...known.keys()]
  const holder = newId()
  const running = new Map<string, Promise<void>>()

  const run = async ({ job, module }: Known): Promise<void> => {
    const renewal = setInterval(() => {
      renewLease(sql, { name: job.name, holder, lease }).catch((error: unknown) =>
        log.warn({ err: error, job: job.name }, 'a lease was not renewed'),
      )
    }, lease / 3)
    try {
      await job.run(contexts.free(systemFrame(newId().replaceAll('-', '')), module))
      await endRun(sql, { name: job.name, holder, every: job.every, error: undefined })
    } catch (error) {
      log.error({ err: error, job: job.name }, 'a job failed')
      await endRun(sql, { name: job.name, holder, every: job.every, error: describeFault(error) })
      throw error
    } finally {
      clearInterval(renewal)
    }
  }

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

  const register = () =>
    sql`insert into kernel.job (name) select unnest(${names}::text[]) on conflict (name) do nothing`

  return {
    start: async () => {
      if (names.length === 0) return
      await register()
      pulse.start()
    },
    stop: async () => {
      await pulse.stop()
      await Promise.allSettled(running.values())
    },
    runJob: async (name) => {
      const one = known.get(name)
      if (!one) throw new Error(`There is no job '${name}': there are ${names.join(', ')}`)
      await register()
      while (
        (await leaseJobs(sql, { names: running.has(name) ? [] : [name], holder, lease, due: false })).length === 0
      ) {
        await (running.get(name)?.catch(() => {}) ?? new Promise((resolve) => setTimeout(resolve, 50)))
      }
      await begin(one)
    },
  }
}

type JobLease = {
  readonly names: readonly string[]
  readonly holder: string
  readonly lease: number
  readonly due: boolean
}

/** Leases those of the jobs that nobody runs, the due ones or all. Returns their names. */
async function leaseJobs(sql: Pool, { names, holder, lease, due }: JobLease): Promise<readonly string[]> {
  if (names.length === 0) return []
  const rows = await sql<{ name: string }[]>`
    update kernel.job
    set leased_by = ${holder}, leased_until = clock_timestamp() + ${lease} * interval '1 millisecond', started_at = clock_timestamp()
    where name in (
      select name from kernel.job
      where name = any(${names}::text[]) and (${!due} or due_at <= clock_timestamp())
        and (leased_until is null or leased_until < clock_timestamp())
      for update skip locked)
    returning name`
  return rows.map(({ name }) => name)
}

async function renewLease(
  sql: Pool,
  { name, holder, lease }: { readonly name: string; readonly holder: string; readonly lease: number },
): Promise<void> {
  await sql`
    update kernel.job set leased_until = clock_timestamp() + ${lease} * interval '1 millisecond'
    where name = ${name} and leased_by = ${holder}`
}

type Ended = {
  readonly name: string
  readonly holder: string
  readonly every: number
  readonly error: string | undefined
}

/** Frees the job and says when it is due again: after a failure later with each one, up to five minutes or its own pace if that is slower. */
async function endRun(sql: Pool, { name, holder, every, error }: Ended): Promise<void> {
  await sql`
    update kernel.job
    set leased_by = null, leased_until = null, finished_at = clock_timestamp(), last_error = ${error ?? null},
      failures = case when ${error === undefined} then 0 else failures + 1 end,
      due_at = clock_timestamp() + interval '1 second' * case when ${error === undefined} then ${every}::float8
        else least(${every}::float8 * 2.0 ^ least(failures, 20), greatest(${every}::float8, 300)) end
    where name = ${name} and leased_by = ${holder}`
}
