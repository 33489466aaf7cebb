import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event } from './define.ts'
import { consumer, delivery } from './readers.ts'

const happened = event({ name: 'probe.thing.happened.v1', schema: z.object({}), key: () => 'a' })

let underWay = 0
let send: (signal: AbortSignal) => Promise<void>
const letter = delivery({
  name: 'probe.letter',
  schema: z.object({}),
  send: async (_ctx, { signal }) => {
    underWay += 1
    await send(signal)
  },
})
const slow = consumer({
  name: 'probe.slow',
  on: [happened],
  handle: async (ctx) => {
    underWay += 1
    await ctx.sql`select pg_sleep(30)`
  },
})
const probe = defineModule({ name: 'probe', operations: [], deliveries: [letter], consumers: [slow] })

let file: TestDatabase
let log: TestLog

beforeEach(async () => {
  underWay = 0
  file = await newKernelDatabase()
  log = createTestLog(file.url, [probe])
  await log.events.start()
})
afterEach(async () => {
  await log.database.end()
  await file.drop()
})

async function deliver(): Promise<void> {
  await log.units('web', async (unit) => {
    unit.deliveries.push({ type: letter.name, id: 'one', payload: {}, traceId: null })
  })
  await vi.waitFor(() => expect(underWay).toBe(1), 5_000)
}

async function stopTakes(): Promise<number> {
  const begun = performance.now()
  await log.events.stop()
  return performance.now() - begun
}

const row = async () => {
  const [found] = await log.database.web`
    select state, attempts, leased_by is not null as leased, next_at <= clock_timestamp() as due from kernel.delivery`
  return found
}

const rejectedBy = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

test('given a delivery that heeds its signal, the stop breaks it off and it is due at once, as if it had not been tried', async () => {
  send = rejectedBy
  await deliver()
  expect(await stopTakes()).toBeLessThan(3_000)
  expect(await row()).toEqual({ state: 'waiting', attempts: 0, leased: false, due: true })
})

test('given a delivery that does not end, the stop does, and the lease keeps others from sending it yet', async () => {
  send = () => new Promise(() => {})
  await deliver()
  expect(await stopTakes()).toBeLessThan(3_000)
  expect(await row()).toEqual({ state: 'waiting', attempts: 1, leased: true, due: false })
})

test('given a delivery that ends soon, the stop waits for it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  send = () => promise
  await deliver()
  const stopped = log.events.stop()
  resolve()
  await stopped
  expect(await row()).toMatchObject({ state: 'sent' })
})

test('given a consumer that does not end, the stop does, and another process leads', async () => {
  await log.units('web', async (unit) => {
    unit.events.push({ id: newId(), name: happened.name, key: 'a', payload: {}, traceId: null })
  })
  await vi.waitFor(() => expect(underWay).toBe(1), 5_000)
  expect(await stopTakes()).toBeLessThan(3_000)
  await vi.waitFor(async () => {
    const leaders = await log.database.web`
      select 1 from pg_locks where locktype = 'advisory' and classid = 7305923
        and database = (select oid from pg_database where datname = current_database())`
    expect(leaders).toHaveLength(0)
  }, 5_000)
})
