import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { leaseDeliveries } from './deliveries.ts'
import { delivery } from './readers.ts'

/** What reached the world outside. */
const arrived: { id: string; attempt: number; to: string }[] = []
let answer: (to: string) => Promise<void> = async () => {}

const letter = delivery({
  name: 'probe.letter',
  schema: z.object({ to: z.string() }),
  send: async (_ctx, { id, attempt, payload }) => {
    arrived.push({ id, attempt, to: payload.to })
    await answer(payload.to)
  },
})

const probe = defineModule({ name: 'probe', operations: [], deliveries: [letter] })

let file: TestDatabase
let log: TestLog

beforeAll(async () => {
  file = await newKernelDatabase()
  log = createTestLog(file.url, [probe], { delivery: { tries: 3, first: 10, factor: 2, longest: 100 } })
  await log.events.start()
})
afterEach(() => {
  arrived.length = 0
  answer = async () => {}
})
afterAll(async () => {
  await log.close()
  await file.drop()
})

async function deliver(...ids: readonly string[]): Promise<void> {
  await log.units('web', async (unit) => {
    for (const id of ids) unit.deliveries.push({ type: letter.name, id, payload: { to: id }, traceId: null })
  })
  log.events.wake()
}

const rowOf = async (id: string) => {
  const [row] = await log.database.web`select state, attempts, last_error from kernel.delivery where id = ${id}`
  return row
}

test('given the same delivery recorded twice, it is sent once', async () => {
  await deliver('once', 'once')
  await deliver('once')
  await log.events.settled()
  expect(arrived).toEqual([{ id: 'once', attempt: 1, to: 'once' }])
  expect(await rowOf('once')).toEqual({ state: 'sent', attempts: 1, last_error: null })
})

test('given the unit of work rolls back, nothing is sent', async () => {
  const broken = log.units('web', async (unit) => {
    unit.deliveries.push({ type: letter.name, id: 'never', payload: { to: 'never' }, traceId: null })
    await unit.sql`select 1 / 0`
  })
  await expect(broken).rejects.toThrow('division by zero')
  await log.events.settled()
  expect(arrived).toEqual([])
})

test('given the receiver fails, it is tried again under the same id, and is dead after the last try until it is redriven', async () => {
  answer = () => Promise.reject(new Error('mailbox full'))
  await deliver('full')
  await vi.waitFor(async () => expect(await rowOf('full')).toMatchObject({ state: 'dead' }), 5_000)
  expect(arrived).toEqual([1, 2, 3].map((attempt) => ({ id: 'full', attempt, to: 'full' })))
  expect(await rowOf('full')).toMatchObject({ attempts: 3, last_error: 'Error: mailbox full' })

  answer = async () => {}
  expect(await log.events.redrive('probe.letter')).toBe(1)
  await vi.waitFor(async () => expect(await rowOf('full')).toMatchObject({ state: 'sent' }), 5_000)
})

test('given many deliveries, at most eight are under way at once', async () => {
  let underWay = 0
  let most = 0
  answer = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await log.database.web`select pg_sleep(0.01)`
    underWay -= 1
  }
  await deliver(...Array.from({ length: 40 }, (_, index) => `many-${index}`))
  await log.events.settled()
  expect(new Set(arrived.map(({ id }) => id)).size).toBe(40)
  expect(arrived).toHaveLength(40)
  expect(most).toBe(8)
})

test('given the sender was killed after it leased a delivery, the next leader sends it under the same id', async () => {
  await log.events.stop()
  await deliver('killed')
  const lease = { holder: newId(), types: [letter.name], limit: 8, milliseconds: 90_000 }
  expect(await leaseDeliveries(log.database.web, lease)).toMatchObject([{ id: 'killed', attempts: 1 }])
  expect(await leaseDeliveries(log.database.web, { ...lease, holder: newId() })).toEqual([])

  await log.close()
  log = createTestLog(file.url, [probe])
  await log.events.start()
  await log.events.settled()
  expect(arrived).toEqual([{ id: 'killed', attempt: 2, to: 'killed' }])
  expect(await rowOf('killed')).toMatchObject({ state: 'sent' })
})
