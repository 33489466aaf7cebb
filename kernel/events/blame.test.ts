import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { ConsumerContext } from '../operations/context.ts'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event } from './define.ts'
import { consumer } from './readers.ts'

const happened = event({
  name: 'probe.thing.happened.v1',
  schema: z.object({ key: z.string() }),
  key: ({ key }) => key,
})

const seen: string[] = []
/** What a poisoned event does to its handler. */
let poison: (ctx: ConsumerContext) => Promise<unknown>

const taste = consumer({
  name: 'probe.taste',
  on: [happened],
  handle: async (ctx, events) => {
    if (events.some(({ key }) => key === 'poison')) await poison(ctx)
    seen.push(...events.map(({ key }) => key))
  },
})

let file: TestDatabase
let log: TestLog

beforeAll(async () => {
  file = await newKernelDatabase()
  log = createTestLog(file.url, [defineModule({ name: 'probe', operations: [], consumers: [taste] })])
  await log.events.start()
})
beforeEach(async () => {
  await log.database.web`truncate kernel.parked, kernel.dead_letter`
  await log.events.redrive()
  seen.length = 0
})
afterAll(async () => {
  await log.close()
  await file.drop()
})

function publish(...keys: readonly string[]): Promise<void> {
  return log.units('web', async (unit) => {
    for (const key of keys) unit.events.push({ id: newId(), name: happened.name, key, payload: { key }, traceId: null })
  })
}

const parkedWith = async (error: string) =>
  vi.waitFor(async () => {
    const rows = await log.database.web`select key, last_error from kernel.parked`
    expect(rows).toMatchObject([{ key: 'poison', last_error: expect.stringContaining(error) }])
  }, 8_000)

test('given an event fails with the code of a socket while the database answers, it is parked and the others go on', async () => {
  poison = () => Promise.reject(Object.assign(new Error('no carrier'), { code: 'ECONNREFUSED' }))
  await publish('before', 'poison', 'after')
  await parkedWith('no carrier')
  await vi.waitFor(() => expect(seen.toSorted()).toEqual(['after', 'before']), 5_000)
  await publish('later')
  await vi.waitFor(() => expect(seen).toContain('later'), 5_000)
})

test('given an event takes its connection down with it each time, it is parked and the others go on', async () => {
  poison = (ctx) => ctx.sql`select pg_terminate_backend(pg_backend_pid())`
  await publish('before', 'poison', 'after')
  await vi.waitFor(() => expect(seen.toSorted()).toEqual(['after', 'before']), 12_000)
  const rows = await log.database.web`select key from kernel.parked`
  expect(rows).toEqual([{ key: 'poison' }])
})

test('given the database is at fault for a moment, nothing is parked', async () => {
  let faults = 2
  poison = async () => {
    faults -= 1
    if (faults >= 0) throw Object.assign(new Error('terminating connection'), { code: '57P01' })
  }
  await publish('poison')
  await vi.waitFor(() => expect(seen).toEqual(['poison']), 5_000)
  expect(await log.database.web`select key from kernel.parked`).toEqual([])
})
