import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineModule, type Module } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event, type PublishedEvent } from './define.ts'
import { live, republisher } from './readers.ts'

const changed = event({
  name: 'probe.price.changed.v1',
  schema: z.object({ sku: z.string() }),
  key: ({ sku }) => sku,
})

let file: TestDatabase
const open: TestLog[] = []

beforeEach(async () => {
  file = await newKernelDatabase()
})
afterEach(async () => {
  for (const log of open.splice(0)) await log.close()
  await file.drop()
})

/** A process with a live reader that notes what it is told. */
function process(seen: PublishedEvent[], parts: Partial<Module> = {}): TestLog {
  const reader = live({ on: [changed], handle: (_ctx, events) => void seen.push(...events) })
  const log = createTestLog(file.url, [defineModule({ name: 'probe', operations: [], live: [reader], ...parts })], {
    batch: 10,
    mostLiveBatches: 3,
    poll: 100,
  })
  open.push(log)
  return log
}

function publish(log: TestLog, count: number): Promise<void> {
  return log.units('web', async (unit) => {
    for (let n = 0; n < count; n += 1) {
      unit.events.push({ id: newId(), name: changed.name, key: 'a', payload: { sku: 'a' }, traceId: null })
    }
  })
}

const fromLog = (seen: readonly PublishedEvent[]) => seen.filter(({ sequence }) => sequence > 0)

test('given an event that a process committed, it is told at once and every other process by the log', async () => {
  const here: PublishedEvent[] = []
  const there: PublishedEvent[] = []
  const mine = process(here)
  const other = process(there)
  await mine.events.start()
  await other.events.start()
  await mine.events.round()
  await other.events.round()

  await publish(mine, 1)
  expect(here.map(({ payload }) => payload)).toEqual([{ sku: 'a' }])
  await vi.waitFor(() => expect(there.map(({ payload }) => payload)).toEqual([{ sku: 'a' }]), 5_000)
  await vi.waitFor(() => expect(fromLog(here)).toHaveLength(1), 5_000)
  // the one of the first look, and none for an event
  expect([mine.flushes(), other.flushes()]).toEqual([1, 1])
})

test('given something was kept before the process first looked at the log, it is dropped at the first look', async () => {
  const log = process([])
  const publisher = process([])
  await publish(publisher, 1)
  expect(log.flushes()).toBe(0)
  await log.events.start()
  await vi.waitFor(() => expect(log.flushes()).toBe(1), 5_000)
  await log.events.round()
  expect(log.flushes()).toBe(1)
})

test('given what was published before the process started, a live reader does not see it', async () => {
  const seen: PublishedEvent[] = []
  const publisher = process([])
  await publish(publisher, 3)
  const log = process(seen)
  await log.events.start()
  await log.events.round()
  await publish(publisher, 1)
  await vi.waitFor(() => expect(seen).toHaveLength(1), 5_000)
})

test('given more events at once than are worth reading, everything kept is dropped instead', async () => {
  const seen: PublishedEvent[] = []
  const publisher = process([])
  const log = process(seen)
  await log.events.start()
  await log.events.round()
  await publish(publisher, 100)
  await vi.waitFor(() => expect(log.flushes()).toBe(2), 5_000)
  await publish(publisher, 1)
  const before = seen.length
  await vi.waitFor(() => expect(seen).toHaveLength(before + 1), 5_000)
})

test('given the connection to the log was lost, everything kept is dropped and the log is followed again', async () => {
  const seen: PublishedEvent[] = []
  const publisher = process([])
  const log = process(seen)
  await log.events.start()
  await log.events.round()
  await log.database.web`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'merx-log'`
  await vi.waitFor(() => expect(log.flushes()).toBe(2), 5_000)
  await publish(publisher, 1)
  await vi.waitFor(() => expect(seen).toHaveLength(1), 5_000)
})

test('given a state that is published again, every page becomes events', async () => {
  const pages = new Map([
    [undefined, { payloads: [{ sku: 'a' }, { sku: 'b' }], next: 'b' }],
    ['b', { payloads: [{ sku: 'c' }], next: undefined }],
  ])
  const page = async (_ctx: unknown, after: string | undefined) => pages.get(after) ?? { payloads: [], next: undefined }
  const log = process([], { republishers: [republisher({ type: changed, page })] })
  expect(await log.events.republish(changed.name)).toBe(3)
  expect(await log.database.web`select name, key from kernel.event order by sequence`).toEqual(
    ['a', 'b', 'c'].map((key) => ({ name: changed.name, key })),
  )
  await expect(log.events.republish('probe.price.burnt.v1')).rejects.toThrow('declare a republisher')
})
