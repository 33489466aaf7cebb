import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { connect, type Database } from '../database/connect.ts'
import { createLog } from '../telemetry/log.ts'
import type { TestDatabase } from '../testing/database.ts'
import { newKernelDatabase } from '../testing/event-log.ts'
import { defaultLogSettings } from './settings.ts'
import { createUpkeep } from './upkeep.ts'

let file: TestDatabase
let database: Database

beforeAll(async () => {
  file = await newKernelDatabase()
  database = connect({ url: file.url })
})
afterAll(async () => {
  await database.end()
  await file.drop()
})

test('given the log is locked round after round, deliveries sent long ago are forgotten all the same', async () => {
  const { web } = database
  await web`select setval('kernel.event_sequence', 1000001)`
  await web`
    insert into kernel.delivery (type, id, payload, state, ended_at)
    values ('probe.letter', 'old', '{}', 'sent', now() - interval '90 days')`
  const upkeep = createUpkeep({
    database,
    leads: () => true,
    lag: async () => ({ consumers: [], deliveries: { waiting: 0, due: 0, dead: 0 }, relays: [] }),
    receiver: undefined,
    settings: defaultLogSettings,
    log: createLog('silent'),
  })
  await web.begin(async (tx) => {
    await tx`lock table only kernel.event in access share mode`
    upkeep.start()
    await vi.waitFor(async () => expect(await web`select id from kernel.delivery`).toEqual([]), 5_000)
    // the first partition is old, and only the lock keeps it
    expect(await web`select to_regclass('kernel.event_1') is not null as there`).toEqual([{ there: true }])
  })
  await upkeep.stop()
})
