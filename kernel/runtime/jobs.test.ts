import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connect, type Database } from '../database/connect.ts'
import { createLog } from '../telemetry/log.ts'
import type { TestDatabase } from '../testing/database.ts'
import { newKernelDatabase } from '../testing/event-log.ts'
import { createCacheShelf } from './cache.ts'
import { createContexts } from './contexts.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { defineModule, job } from './module.ts'
import { filledSeams } from './seam.ts'

let file: TestDatabase
let database: Database

beforeEach(async () => {
  file = await newKernelDatabase()
  database = connect({ url: file.url })
})
afterEach(async () => {
  await database.end()
  await file.drop()
})

function jobsOf(run: (signal: AbortSignal) => Promise<void>, every: number): Jobs {
  const log = createLog('silent')
  const contexts = createContexts({
    database,
    isHere: () => true,
    ask: () => {},
    caches: createCacheShelf(),
    seam: filledSeams([]),
    now: () => new Date(),
    log,
    dropAnswers: () => {},
    call: () => Promise.reject(new Error('there are no operations here')),
  })
  const probe = job({ name: 'probe.sweep', every, run: (_ctx, signal) => run(signal) })
  const module = defineModule({ name: 'probe', operations: [], jobs: [probe] })
  return createJobs({ database, modules: [module], contexts, log, settings: { poll: 10, lease: 300 } })
}

const row = async () => {
  const [job] = await database.web`
    select failures, last_error, leased_by, round(extract(epoch from due_at - clock_timestamp()))::int as due_in from kernel.job`
  return job
}

test('given two processes, a job runs in one at a time and again after its pace', async () => {
  let atOnce = 0
  let most = 0
  let runs = 0
  const sweep = async () => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await database.web`select pg_sleep(0.03)`
    atOnce -= 1
    runs += 1
  }
  const both = [jobsOf(sweep, 0.01), jobsOf(sweep, 0.01)]
  for (const jobs of both) await jobs.start()
  await vi.waitFor(() => expect(runs).toBeGreaterThan(5), 5_000)
  for (const jobs of both) await jobs.stop()
  expect(most).toBe(1)
})

test('given a job fails, the error is kept and the job comes back later with each failure', async () => {
  const jobs = jobsOf(() => Promise.reject(new Error('no paper')), 60)
  await expect(jobs.runJob('probe.sweep')).rejects.toThrow('no paper')
  expect(await row()).toMatchObject({ failures: 1, last_error: 'Error: no paper', leased_by: null, due_in: 60 })
  await expect(jobs.runJob('probe.sweep')).rejects.toThrow('no paper')
  expect(await row()).toMatchObject({ failures: 2, due_in: 120 })
  for (let n = 0; n < 3; n += 1) await expect(jobs.runJob('probe.sweep')).rejects.toThrow('no paper')
  expect(await row()).toMatchObject({ failures: 5, due_in: 300 })
})

test('given a run was killed, the job is due again when its lease has ended', async () => {
  let runs = 0
  const jobs = jobsOf(async () => {
    runs += 1
  }, 60)
  await database.web`
    insert into kernel.job (name, leased_by, leased_until)
    values ('probe.sweep', gen_random_uuid(), clock_timestamp() + interval '100 milliseconds')`
  await jobs.start()
  await vi.waitFor(() => expect(runs).toBe(1), 5_000)
  await vi.waitFor(async () => expect(await row()).toMatchObject({ failures: 0, leased_by: null, due_in: 60 }), 5_000)
  await jobs.stop()
})

test('given a run longer than its lease, no second one begins beside it', async () => {
  let runs = 0
  const sweep = async () => {
    runs += 1
    await database.web`select pg_sleep(0.9)`
  }
  const both = [jobsOf(sweep, 60), jobsOf(sweep, 60)]
  for (const jobs of both) await jobs.start()
  await vi.waitFor(async () => expect(await row()).toMatchObject({ leased_by: null, due_in: 60 }), 5_000)
  for (const jobs of both) await jobs.stop()
  expect(runs).toBe(1)
})

/** Runs a job until it is under way, stops and returns how long that took. */
async function stopInTheMiddle(run: (signal: AbortSignal) => Promise<void>): Promise<number> {
  let underWay = false
  const jobs = jobsOf((signal) => {
    underWay = true
    return run(signal)
  }, 60)
  await jobs.start()
  await vi.waitFor(() => expect(underWay).toBe(true), 5_000)
  const begun = performance.now()
  await jobs.stop()
  return performance.now() - begun
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

test('given a run that heeds its signal, the stop breaks it off, and it is due at once without a failure', async () => {
  expect(await stopInTheMiddle(untilAborted)).toBeLessThan(1_500)
  expect(await row()).toEqual({ failures: 0, last_error: null, leased_by: null, due_in: expect.closeTo(0, -1) })
})

test('given a run that does not end, the stop does, and the lease keeps others from running it yet', async () => {
  expect(await stopInTheMiddle(() => new Promise(() => {}))).toBeLessThan(1_500)
  expect(await row()).toMatchObject({ failures: 0, leased_by: expect.any(String) })
})

test('given another process took the job over, the run is told', async () => {
  const reasons: string[] = []
  const jobs = jobsOf(async (signal) => {
    await database.web`update kernel.job set leased_by = gen_random_uuid()`
    await untilAborted(signal).catch((error: unknown) => reasons.push(String(error)))
  }, 60)
  await jobs.runJob('probe.sweep')
  expect(reasons).toEqual(['Error: The lease ended: another process may run the job'])
})

test('given a name that is no job, it says which there are', async () => {
  await expect(jobsOf(async () => {}, 60).runJob('probe.swep')).rejects.toThrow('there are probe.sweep')
})
