import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event } from './define.ts'
import { exhume, loadParked, unpark } from './parking.ts'
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
const quick = { parking: { tries: 3, first: 20, factor: 2, longest: 1_000 } }

let file: TestDatabase
let log: TestLog

beforeAll(async () => {
  file = await newKernelDatabase()
  log = createTestLog(file.url, [probe], quick)
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

  failing.clear()
  await log.close()
  log = createTestLog(file.url, [probe], patient)
  await log.database.web`update kernel.parked set next_at = clock_timestamp()`
  await log.events.start()
  await vi.waitFor(async () => expect(await applied()).toEqual(['b1', 'a1', 'a2']), 2_000)
})

describe('given a dead letter', () => {
  beforeEach(async () => {
    await log.close()
    log = createTestLog(file.url, [probe], quick)
    await log.events.start()
    failing.set('a1', 1_000)
    await place(['a', 1])
    await vi.waitFor(async () => expect(await lag()).toMatchObject({ parked: 0, dead: 1 }), 5_000)
    failing.clear()
  })

  test('a process that does not follow the log redrives it, and the leader hears of it at once', async () => {
    const commandLine = createTestLog(file.url, [probe])
    expect(await commandLine.events.redrive('probe.apply')).toBe(1)
    await commandLine.close()
    await vi.waitFor(async () => expect(await applied()).toEqual(['a1']), 1_500)
  })

  test('put back without a word, it is not overtaken by a later event of its key', async () => {
    await putBackSilently()
    await place(['a', 2], ['b', 1])
    await vi.waitFor(async () => expect(await applied()).toHaveLength(3), 5_000)
    expect((await applied()).filter((step) => step.startsWith('a'))).toEqual(['a1', 'a2'])
  })

  test('put back without a word, it is found within seconds', async () => {
    await putBackSilently()
    await vi.waitFor(async () => expect(await applied()).toEqual(['a1']), 6_000)
  })
})

test('given an event was put back before those about to leave the parking lot, they do not leave before it', async () => {
  const { web } = log.database
  failing.set('a1', 1_000)
  await place(['a', 1], ['a', 2])
  await vi.waitFor(async () => expect(await lag()).toMatchObject({ dead: 1 }), 5_000)
  await log.events.stop()
  await web`insert into kernel.parked select consumer, key, sequence + 1, occurred_at, id, name, trace_id, payload from kernel.dead_letter`
  const [later] = await loadParked(web, 'probe.apply', { key: 'a', limit: 1 })
  if (!later) throw new Error('nothing is parked')
  await exhume(web, 'probe.apply')

  await expect(
    web.begin(async (tx) => {
      if (!(await unpark(tx, 'probe.apply', [later]))) throw new Error('given up')
    }),
  ).rejects.toThrow('given up')
  expect(await loadParked(web, 'probe.apply', { key: 'a', limit: 9 })).toHaveLength(2)
  const [first] = await loadParked(web, 'probe.apply', { key: 'a', limit: 1 })
  if (!first) throw new Error('nothing is parked')
  expect(await unpark(web, 'probe.apply', [first])).toBe(true)
  expect(await unpark(web, 'probe.apply', [later])).toBe(true)
})

/** What a redrive does, by a hand whose word is lost. */
async function putBackSilently(): Promise<void> {
  await log.database.web`
    with back as (delete from kernel.dead_letter returning *)
    insert into kernel.parked (consumer, key, sequence, occurred_at, id, name, trace_id, payload)
    select consumer, key, sequence, occurred_at, id, name, trace_id, payload from back`
}
