import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Database } from '../database/connect.ts'
import { createLog } from '../telemetry/log.ts'
import type { TestDatabase } from '../testing/database.ts'
import { newKernelDatabase } from '../testing/event-log.ts'
import { openSession } from './session.ts'

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

test('given the host of the leader is gone without a word, the server ends its session within half a minute', async () => {
  const session = openSession(database, { consumers: [], log: createLog('silent'), onClosed: () => {} })
  const rows = await session.sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name like 'tcp\\_%' order by name`
  await session.end()
  const setting = Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]))
  expect(setting).toEqual({
    tcp_keepalives_count: 3,
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
    tcp_user_timeout: 25_000,
  })
})
