import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { event } from '../events/define.ts'
import { appendEvents, type NewEvent } from '../events/publish.ts'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import type { BusEvent } from './bus.ts'
import { createMemoryBus } from './memory-bus.ts'

const lent = event({ name: 'library.book.lent.v1', schema: z.object({}), key: () => 'a' })
const closed = event({ name: 'desk.day.closed.v1', schema: z.object({}), key: () => 'a' })

const modules = [
  defineModule({ name: 'library', operations: [], events: [lent] }),
  defineModule({ name: 'desk', operations: [], events: [closed] }),
]

type Published = { readonly module: string; readonly events: readonly BusEvent[] }

let file: TestDatabase
let log: TestLog
let published: Published[]
let onPublish: (published: Published) => Promise<void>

beforeEach(async () => {
  file = await newKernelDatabase()
  published = []
  onPublish = async (one) => void published.push(one)
  log = start()
  await log.events.start()
})
afterEach(async () => {
  await log.close()
  await file.drop()
})

function start(): TestLog {
  const bus = {
    ...createMemoryBus({ followers: [] }),
    publish: (module: string, events: readonly BusEvent[]) => onPublish({ module, events }),
  }
  return createTestLog(file.url, modules, { onBus: { bus, home: 'house' } })
}

const happened = (name: string): NewEvent => ({ id: newId(), name, key: 'a', payload: {}, traceId: 'trace' })

const publish = (...events: readonly NewEvent[]) => log.units('web', async (unit) => void unit.events.push(...events))

const relays = async () => (await log.events.lag()).relays

test('given events of the modules here and of others, each module’s go to its stream as they are, and no others', async () => {
  const [book, day] = [happened(lent.name), happened(closed.name)]
  await publish(book, happened('attic.box.opened.v1'), day)
  await expect.poll(relays).toEqual(['desk', 'library'].map((module) => ({ module, events: 0, seconds: 0 })))
  const asLogged = (one: NewEvent) => ({ ...one, occurredAt: expect.stringMatching(/^\d{4}-.*Z$/) })
  expect(published.toSorted((a, b) => (a.module < b.module ? -1 : 1))).toEqual([
    { module: 'desk', events: [asLogged(day)] },
    { module: 'library', events: [asLogged(book)] },
  ])
})

test('given a process ends while the bus takes its events, the next publishes them again', async () => {
  const taken = Promise.withResolvers<void>()
  onPublish = async () => {
    taken.resolve()
    await new Promise(() => {})
  }
  const book = happened(lent.name)
  await publish(book)
  await taken.promise
  onPublish = async (one) => void published.push(one)
  await log.close()
  log = start()
  await log.events.start()
  await expect.poll(() => published.flatMap(({ events }) => events.map(({ id }) => id))).toEqual([book.id])
})

test('given an event that is not on disk yet, it is before it leaves', async () => {
  const { web } = log.database
  const onDisk = Promise.withResolvers<boolean | undefined>()
  let committed = ''
  onPublish = async () => {
    const [row] = await web<{ there: boolean }[]>`
      select pg_current_wal_flush_lsn() >= ${committed}::pg_lsn as there`
    onDisk.resolve(row?.there)
  }
  await web.begin(async (tx) => {
    // as a consumer publishes
    await tx`set local synchronous_commit = off`
    await appendEvents(tx, [happened(lent.name)])
    const [row] = await tx<{ lsn: string }[]>`select pg_current_wal_insert_lsn()::text as lsn`
    committed = row?.lsn ?? ''
  })
  log.events.wake()
  expect(await onDisk.promise).toBe(true)
})
