import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event } from './define.ts'
import { leaseDeliveries } from './deliveries.ts'
import { consumer, delivery } from './readers.ts'
import { defaultLogSettings } from './settings.ts'

/** What reached the world outside. */
const arrived: { id: string; attempt: number; to: string }[] = []
let answer: (to: string, signal: AbortSignal) => Promise<void> = async () => {}

const letter = delivery({
  name: 'probe.letter',
  schema: z.object({ to: z.string() }),
  send: async (_ctx, { id, attempt, payload, signal }) => {
    arrived.push({ id, attempt, to: payload.to })
    await answer(payload.to, signal)
  },
})

const probe = defineModule({ name: 'probe', operations: [], deliveries: [letter] })

const idle = consumer({
  name: 'rival.idle',
  on: [event({ name: 'rival.thing.happened.v1', schema: z.object({}), key: () => 'a' })],
  handle: async () => {},
})
/** Sends the same letters, and is led apart because it has other consumers. */
const rival = defineModule({ name: 'rival', operations: [], consumers: [idle], deliveries: [letter] })

const settings = {
  delivery: { tries: 3, first: 10, factor: 2, longest: 100 },
  sending: { ...defaultLogSettings.sending, lease: 300 },
}

let file: TestDatabase
let log: TestLog

beforeAll(async () => {
  file = await newKernelDatabase()
  log = createTestLog(file.url, [probe], settings)
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
  const lease = { holder: newId(), types: [letter.name], limit: 8, milliseconds: 1_000 }
  const leasedAt = performance.now()
  expect(await leaseDeliveries(log.database.web, lease)).toMatchObject([{ id: 'killed', attempts: 1 }])
  expect(await leaseDeliveries(log.database.web, { ...lease, holder: newId() })).toEqual([])

  await log.close()
  log = createTestLog(file.url, [probe], settings)
  await log.events.start()
  await log.events.settled()
  expect(arrived).toEqual([{ id: 'killed', attempt: 2, to: 'killed' }])
  // not before the lease was over: the sender might have been slow and not dead
  expect(performance.now() - leasedAt).toBeGreaterThan(990)
  expect(await rowOf('killed')).toMatchObject({ state: 'sent' })
})

test('given a delivery whose senders were lost at every try, it is dead without another one', async () => {
  await log.events.stop()
  await deliver('deadly')
  await log.database.web`update kernel.delivery set attempts = ${settings.delivery.tries} where id = 'deadly'`
  await log.close()
  log = createTestLog(file.url, [probe], settings)
  await log.events.start()
  await vi.waitFor(async () => expect(await rowOf('deadly')).toMatchObject({ state: 'dead' }), 5_000)
  expect(arrived).toEqual([])
})

test('given other modules begin to be led while a delivery is in hand, it stays in hand and is sent once', async () => {
  const { promise: sent, resolve: send } = Promise.withResolvers<void>()
  answer = () => sent
  await deliver('in-hand')
  await vi.waitFor(() => expect(arrived).toHaveLength(1), 5_000)

  const other = createTestLog(file.url, [rival], settings)
  await other.events.start()
  // longer than a lease: it holds because it is renewed
  await log.database.web`select pg_sleep(${(settings.sending.lease * 3) / 1_000})`
  expect(arrived).toHaveLength(1)

  send()
  await log.events.settled()
  await other.close()
  expect(arrived).toEqual([{ id: 'in-hand', attempt: 1, to: 'in-hand' }])
  expect(await rowOf('in-hand')).toMatchObject({ state: 'sent', attempts: 1 })
})

test('given sending takes too long, it is told to break off and counts as failed', async () => {
  await log.close()
  log = createTestLog(file.url, [probe], { ...settings, sending: { ...settings.sending, timeout: 50 } })
  await log.events.start()
  const reasons: unknown[] = []
  answer = (_to, signal) => new Promise(() => signal.addEventListener('abort', () => reasons.push(signal.reason)))
  await deliver('slow')
  await vi.waitFor(async () => expect(await rowOf('slow')).toMatchObject({ state: 'dead', attempts: 3 }), 5_000)
  expect(reasons.map(String)).toEqual(Array(3).fill('Error: Sending took longer than 0.05 s'))
  expect(await rowOf('slow')).toMatchObject({ last_error: 'Error: Sending took longer than 0.05 s' })
})
