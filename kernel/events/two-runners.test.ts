import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event } from './define.ts'
import { consumer } from './readers.ts'

const counted = event({
  name: 'probe.counter.counted.v1',
  schema: z.object({ version: z.number() }),
  key: () => 'a',
})

const record = consumer({
  name: 'probe.record',
  on: [counted],
  handle: async (ctx, events) => {
    await ctx.sql`insert into probe.seen (version) select unnest(${events.map(({ payload }) => payload.version)}::int[])`
  },
})

const probe = defineModule({ name: 'probe', operations: [], consumers: [record] })

let file: TestDatabase
let one: TestLog
let other: TestLog

beforeAll(async () => {
  file = await newKernelDatabase()
  one = createTestLog(file.url, [probe])
  other = createTestLog(file.url, [probe])
  await one.database.web.unsafe('create schema probe; create table probe.seen (version int)')
})
afterAll(async () => {
  await one.close()
  await other.close()
  await file.drop()
})

test('given a runner that was stalled while another took over, it does nothing a second time', async () => {
  // neither is started, so no leadership keeps the two apart
  await one.events.round()
  await other.events.round()
  await one.units('web', async (unit) => {
    for (const version of [1, 2, 3])
      unit.events.push({ id: newId(), name: counted.name, key: 'a', payload: { version }, traceId: null })
  })

  await one.events.round()
  await other.events.round()

  const seen = await one.database.web<{ version: number }[]>`select version from probe.seen order by version`
  expect(seen.map(({ version }) => version)).toEqual([1, 2, 3])
  expect((await one.events.lag()).consumers).toMatchObject([{ events: 0, parked: 0, dead: 0 }])
})
