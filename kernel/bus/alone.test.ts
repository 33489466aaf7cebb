import { afterEach, beforeEach, expect, test } from 'vitest'
import { defineModule } from '../runtime/module.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { deskHome, lent, startDesk } from './homes.fixture.ts'
import { createMemoryBus } from './memory-bus.ts'

let database: Awaited<ReturnType<typeof newKernelDatabase>>
const logs: TestLog[] = []
beforeEach(async () => {
  database = await newKernelDatabase()
})
afterEach(async () => {
  for (const log of logs.splice(0)) await log.close()
  await database.drop()
})

const bus = createMemoryBus({ followers: [] })

const desk = () => {
  const log = startDesk(database.url, bus)
  logs.push(log)
  return log.events
}
const library = () => {
  const modules = [defineModule({ name: 'library', operations: [], events: [lent] })]
  const log = createTestLog(database.url, modules, { onBus: { bus, home: 'library' } })
  logs.push(log)
  return log.events
}

test('given modules apart are pointed at one database, the second to start is told so, and the first goes on', async () => {
  await desk().start()
  await expect(library().start()).rejects.toThrow(`The module '${deskHome}' has this database too`)
  await expect(desk().start()).resolves.toBeUndefined()
})

test('given they start at once, at least one of them is told so', async () => {
  const ends = await Promise.allSettled([desk().start(), library().start()])
  expect(ends.map(({ status }) => status)).toContain('rejected')
})

test('given a module has moved away, its position is deleted as the fault says, and the others start', async () => {
  await library().start()
  await expect(desk().start()).rejects.toThrow("where consumer = 'relay.library'")
  await logs[0]?.database.web.unsafe(`delete from kernel.position where consumer = 'relay.library'`)
  await expect(desk().start()).resolves.toBeUndefined()
})
