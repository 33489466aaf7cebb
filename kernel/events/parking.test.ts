import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event } from './define.ts'
import { consumer } from './readers.ts'

const ordered = event({
  name: 'probe.order.placed.v1',
  schema: z.object({ order: z.string(), step: z.number() }),
  key: ({ order }) => order,
})

/** Steps that fail, and how often they still do. */
const failing = new Map<string, number>()
const stepOf = ({ payload }: { readonly payload: { readonly order: string; readonly step: number } }) =>
  `${payload.order}${payload.step}`

const apply = consumer({
  name: 'probe.apply',
  on: [ordered],
  handle: async (ctx, events) => {
    await ctx.sql`insert into probe.applied (step) select unnest(${events.map(stepOf)}::text[])`
    for (const step of events.map(stepOf)) {
      const left = failing.get(step) ?? 0
      if (left === 0) continue
      failing.set(step, left - 1)
      await ctx.sql`insert into probe.tried (step) values (${step})`
      throw new Error(`${step} does not go`)
    }
  },
})

const probe = defineModule({ name: 'probe', operations: [], consumers: [apply] })

let file: TestDatabase
let log: TestLog

beforeAll(async () => {
  file = await newKernelDatabase()
  log = createTestLog(file.url, [probe], { parking: { tries: 3, first: 20, factor: 2, longest: 1_000 } })
  await log.database.web.unsafe(`
    create schema probe;
    create table probe.applied (place bigint generated always as identity, step text primary key);
    create table probe.tried (step text)`)
  await log.events.start()
})
afterAll(async () => {
  await log.close()
  await file.drop()
})
beforeEach(async () => {
  failing.clear()
  await log.database.web`truncate probe.applied, kernel.dead_letter, kernel.parked`
  await log.events.redrive()
})

async function place(...steps: readonly (readonly [order: string, step: number])[]): Promise<void> {
  await log.units('web', async (unit) => {
    for (const [order, step] of steps) {
      unit.events.push({ id: newId(), name: ordered.name, key: order, payload: { order, step }, traceId: null })
    }
  })
}

async function applied(): Promise<readonly string[]> {
  const rows = await log.database.web<{ step: string }[]>`select step from probe.applied order by place`
  return rows.map(({ step }) => step)
}

const lag = async () => (await log.events.lag()).consumers[0]

test('given an event that fails twice, the later ones of its key wait for it in order, and other keys go on at once', async () => {
  // once in the batch of four, once in the half, once alone; then one try from the parking lot
  failing.set('a1', 4)
  await place(['a', 1], ['b', 1], ['a', 2], ['b', 2])
  await log.events.settled()
  await place(['a', 3], ['b', 3])
  await vi.waitFor(async () => expect(await applied()).toHaveLength(6), 5_000)

  const steps = await applied()
  expect(steps.filter((step) => step.startsWith('b'))).toEqual(['b1', 'b2', 'b3'])
  expect(steps.filter((step) => step.startsWith('a'))).toEqual(['a1', 'a2', 'a3'])
  expect(steps.indexOf('b2')).toBeLessThan(steps.indexOf('a1'))
  await vi.waitFor(async () => expect(await lag()).toMatchObject({ events: 0, parked: 0, dead: 0 }), 5_000)
  // what a failed try wrote is gone with it
  expect(await log.database.web`select * from probe.tried`).toHaveLength(0)
})

test('given an event that fails for good, it becomes a dead letter, its key goes on, and a redrive applies it', async () => {
  failing.set('a1', 1_000)
  await place(['a', 1], ['a', 2])
  await vi.waitFor(async () => expect(await lag()).toMatchObject({ parked: 0, dead: 1 }), 5_000)
  expect(await applied()).toEqual(['a2'])
  const [letter] = await log.database.web`select key, attempts, last_error from kernel.dead_letter`
  expect(letter).toEqual({ key: 'a', attempts: 3, last_error: 'Error: a1 does not go' })

  failing.clear()
  expect(await log.events.redrive('probe.apply')).toBe(1)
  await vi.waitFor(async () => expect(await applied()).toEqual(['a2', 'a1']), 5_000)
  expect(await lag()).toMatchObject({ parked: 0, dead: 0 })
})

test('given the process ends while a key is parked, the next one keeps later events of the key behind it', async () => {
  failing.set('a1', 1_000)
  const patient = { parking: { tries: 9, first: 60_000, factor: 1, longest: 60_000 } }
  await log.close()
  log = createTestLog(file.url, [probe], patient)
  await log.events.start()
  await place(['a', 1])
  await vi.waitFor(async () => expect(await lag()).toMatchObject({ events: 0, parked: 1 }), 5_000)

  await log.close()
  log = createTestLog(file.url, [probe], patient)
  await log.events.start()
  await place(['a', 2], ['b', 1])
  await log.events.settled()
  expect(await applied()).toEqual(['b1'])
  expect(await lag()).toMatchObject({ parked: 2 })
})
