import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { dropOldPartitions, makePartitions } from './partitions.ts'
import { at, createPositions, currentSnapshot, loadPosition, movePosition } from './position.ts'

let file: TestDatabase
let log: TestLog

beforeAll(async () => {
  file = await newKernelDatabase()
  log = createTestLog(file.url, [])
})
afterAll(async () => {
  await log.close()
  await file.drop()
})

const partitions = async () => {
  const rows = await log.database.web<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'kernel.event'::regclass order by inhrelid`
  return rows.map(({ name }) => name)
}

const publish = () =>
  log.units('web', async (unit) => {
    unit.events.push({ id: newId(), name: 'probe.thing.happened.v1', key: 'a', payload: {}, traceId: null })
  })

test('given the log nears its last partition, new ones are made while writers are at work', async () => {
  const { web, clock } = log.database
  expect(await makePartitions(clock, { rows: 1_000_000, ahead: 2 })).toBe(0)
  await web`select setval('kernel.event_sequence', 1999998)`
  await web.begin(async (tx) => {
    // a writer in the middle of its transaction does not hold the partition back, nor is it held
    await tx`insert into kernel.event (id, name, key, payload) values (${newId()}, 'probe.thing.happened.v1', 'a', '{}')`
    expect(await makePartitions(clock, { rows: 1_000_000, ahead: 2 })).toBe(1)
  })
  for (let n = 0; n < 3; n += 1) await publish()
  expect(await partitions()).toEqual([
    'kernel.event_1',
    'kernel.event_1000001',
    'kernel.event_2000001',
    'kernel.event_3000001',
  ])
  expect(await web`select sequence from kernel.event_2000001 order by 1`).toEqual([
    { sequence: 2_000_001 },
    { sequence: 2_000_002 },
  ])
})

test('given old partitions, only those that every consumer has left behind are dropped', async () => {
  const { web, clock } = log.database
  await createPositions(web, ['probe.slow'])
  expect(await dropOldPartitions(clock, { days: 1 })).toEqual(['kernel.event_1'])
  await web`update kernel.event set occurred_at = now() - interval '2 days' where sequence <= 2000000`
  expect(await dropOldPartitions(clock, { days: 1 })).toEqual([])

  // a transaction that some other database of the server has open may still be older than the events
  await vi.waitFor(async () => {
    const { revision } = await loadPosition(web, 'probe.slow')
    expect(
      await movePosition(web, 'probe.slow', { revision, to: at(await currentSnapshot(web)), keys: [] }),
    ).toBeDefined()
    expect(await dropOldPartitions(clock, { days: 1 })).toEqual(['kernel.event_1000001'])
  }, 10_000)
  expect(await partitions()).toEqual(['kernel.event_2000001', 'kernel.event_3000001'])
})
