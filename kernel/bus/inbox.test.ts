import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import type { BusEvent } from './bus.ts'
import { appendReceived } from './inbox.ts'
import { dropOldInboxPartitions, makeInboxPartitions } from './inbox-partitions.ts'

const day = 24 * 60 * 60 * 1_000

let file: TestDatabase
let log: TestLog

beforeEach(async () => {
  file = await newKernelDatabase()
  log = createTestLog(file.url, [])
})
afterEach(async () => {
  await log.close()
  await file.drop()
})

const happened = (id: string, key = 'a'): BusEvent => ({
  ...{ id, name: 'probe.thing.happened.v1', key, payload: {}, traceId: null },
  occurredAt: '2026-01-02T03:04:05.678Z',
})

const receive = (...events: readonly BusEvent[]) => log.units('consumers', ({ sql }) => appendReceived(sql, events))

const logged = () => log.database.web<{ id: string; key: string; occurredAt: Date }[]>`
  select id, key, occurred_at as "occurredAt" from kernel.event order by sequence`

/** Where the inbox keeps an id. */
async function partitionOf(id: string): Promise<string | undefined> {
  const [row] = await log.database.web<{ name: string }[]>`
    select tableoid::regclass::text as name from kernel.inbox where id = ${id}`
  return row?.name
}

test('given events from elsewhere, each is appended once as it was, in the order in which they came', async () => {
  const [one, two, three] = [happened(newId(), 'z'), happened(newId(), 'y'), happened(newId(), 'x')]
  await receive(three, one)
  await receive(one, { ...two, id: two.id.toUpperCase() }, two, three)
  expect((await logged()).map(({ key, occurredAt }) => ({ key, occurredAt }))).toEqual(
    ['x', 'z', 'y'].map((key) => ({ key, occurredAt: new Date('2026-01-02T03:04:05.678Z') })),
  )
})

test('given two who receive the same at the same time, one waits and the log has it once', async () => {
  const [first, second, third] = [happened(newId()), happened(newId()), happened(newId())]
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>()
  const one = log.units('consumers', async ({ sql }) => {
    await appendReceived(sql, [first, second])
    wrote()
    await held
  })
  await written
  const other = receive(second, third)
  await expect
    .poll(() => log.database.web`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'inbox'`)
    .toHaveLength(1)
  release()
  await Promise.all([one, other])
  expect((await logged()).map(({ id }) => id)).toEqual([first.id, second.id, third.id])
})

test('given weeks go by, the inbox has partitions for them, and the old ones go with what they hold', async () => {
  const { clock, web } = log.database
  const now = Date.now()
  // received before there was a partition for it: it is found again when there is
  const early = happened(newId())
  await receive(early)
  expect(await partitionOf(early.id)).toBe('kernel.inbox_other')
  await makeInboxPartitions(clock, { days: 30, now })
  await makeInboxPartitions(clock, { days: 30, now })
  expect(await partitionOf(early.id)).toMatch(/^kernel\.inbox_\d{8}$/)
  await receive(early)
  expect(await logged()).toHaveLength(1)

  const strange = happened('00000000-0000-4000-8000-000000000000')
  await receive(strange, strange)
  expect(await partitionOf(strange.id)).toBe('kernel.inbox_other')

  await dropOldInboxPartitions(clock, { days: 30, now: now + 29 * day })
  expect(await partitionOf(early.id)).toMatch(/^kernel\.inbox_\d{8}$/)
  await web`update kernel.inbox_other set received_at = now() - interval '31 days'`
  await dropOldInboxPartitions(clock, { days: 30, now: now + 38 * day })
  expect(await web`select id from kernel.inbox`).toEqual([])
})
