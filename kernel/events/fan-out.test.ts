import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event } from './define.ts'
import { at, currentSnapshot } from './position.ts'
import { consumer } from './readers.ts'
import { createSharedReader } from './shared-reader.ts'

const happened = event({
  name: 'probe.thing.happened.v1',
  schema: z.object({ n: z.number() }),
  key: ({ n }) => String(n % 7),
})

const letters = 'abcdefghijklmnopqrst'
const consumers = Array.from(letters, (letter) =>
  consumer({
    name: `probe.copy-${letter}`,
    on: [happened],
    handle: async (ctx, events) => {
      await ctx.sql`insert into probe.copy select ${letter}, unnest(${events.map(({ id }) => id)}::uuid[])`
    },
  }),
)

let file: TestDatabase
let log: TestLog

beforeAll(async () => {
  file = await newKernelDatabase()
  log = createTestLog(file.url, [defineModule({ name: 'probe', operations: [], consumers })])
  await log.database.web.unsafe(
    'create schema probe; create table probe.copy (consumer text, id uuid, primary key (consumer, id))',
  )
})
afterAll(async () => {
  await log.close()
  await file.drop()
})

function publish(count: number): Promise<void> {
  return log.units('web', async (unit) => {
    for (let n = 0; n < count; n += 1) {
      unit.events.push({ id: newId(), name: happened.name, key: String(n % 7), payload: { n }, traceId: null })
    }
  })
}

test('given 20 consumers, an event is one row, and each consumer gets all of them once', async () => {
  await log.events.start()
  for (let round = 0; round < 5; round += 1) await publish(300)
  await log.events.settled()
  expect(await log.database.web`select count(*)::int from kernel.event`).toEqual([{ count: 1_500 }])
  expect(
    await log.database.web`select consumer, count(*)::int from probe.copy group by consumer order by consumer`,
  ).toEqual(Array.from(letters, (letter) => ({ consumer: letter, count: 1_500 })))
})

test('given 20 readers that stand at the same place, the log is read once for all of them', async () => {
  const start = await currentSnapshot(log.database.clock)
  await publish(3)
  const tick = await currentSnapshot(log.database.clock)
  const reader = createSharedReader(log.database.clock, 500)
  const batches = await Promise.all(Array.from(letters, () => reader.after(at(start), tick)))
  expect(batches[0]?.events).toHaveLength(3)
  expect(new Set(batches).size).toBe(1)
})
