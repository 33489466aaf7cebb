import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../testing/database.ts'
import { newKernelDatabase } from '../testing/event-log.ts'
import { connect, type Database } from './connect.ts'
import { transaction } from './transaction.ts'

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

const killMe = (tx: Database['web'] | Parameters<Parameters<typeof transaction>[1]>[0]) =>
  tx`select pg_terminate_backend(pg_backend_pid())`

test('given the connection dies under a statement, the transaction fails, the process lives and the pool goes on', async () => {
  const all = Array.from({ length: 10 }, () =>
    transaction(database.consumers, async (tx) => {
      await tx`select 1`
      await killMe(tx)
    }),
  )
  for (const outcome of await Promise.allSettled(all)) expect(outcome.status).toBe('rejected')
  expect(await transaction(database.consumers, async (tx) => (await tx`select 1 as one`)[0])).toEqual({ one: 1 })
})

test('given the connection dies between two statements or in a savepoint, the transaction fails', async () => {
  const between = transaction(database.consumers, async (tx) => {
    const [me] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
    await database.clock`select pg_terminate_backend(${me?.pid ?? 0}, 5000)`
    for (;;) {
      await wait(1)
      await tx`select 2`
    }
  })
  await expect(between).rejects.toThrow()
  const within = transaction(database.consumers, (tx) =>
    tx.savepoint(async (inner) => {
      await killMe(inner)
    }),
  )
  await expect(within).rejects.toThrow()
})

test('given the body fails while the connection lives, it is rolled back and its error is the result', async () => {
  await database.web`create table public.thing (name text)`
  const failing = transaction(database.web, async (tx) => {
    await tx`insert into public.thing values ('a')`
    await tx.savepoint(async (inner) => inner`insert into public.thing values ('b')`)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await database.web`select * from public.thing`).toHaveLength(0)
  expect(await transaction(database.web, (tx) => tx.savepoint(async () => 'inner'))).toBe('inner')
})

test.each(['ECONNRESET', 'EPIPE', 'CONNECTION_CLOSED'])(
  'given the %s of another connection, the transaction is rolled back at once and that error is the result',
  async (code) => {
    const began = performance.now()
    const elsewhere = Object.assign(new Error('another connection is gone'), { code })
    const failing = transaction(database.web, async (tx) => {
      await tx`create table public.unwanted ()`
      await tx.savepoint(() => Promise.reject(elsewhere))
    })
    await expect(failing).rejects.toBe(elsewhere)
    // the server ends a transaction that says nothing after 15 seconds
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(await database.web`select to_regclass('public.unwanted') as found`).toEqual([{ found: null }])
  },
)

test('given another connection ends when this one takes no more statements, this one is rolled back', async () => {
  const elsewhere = new Error('the provider is gone', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })
  const failing = transaction(database.web, async (tx) => {
    await tx`select 1 / 0`.catch(() => {})
    throw elsewhere
  })
  await expect(failing).rejects.toBe(elsewhere)
})

test('given the body passes over the end of its connection, the transaction fails all the same', async () => {
  const silent = transaction(database.consumers, async (tx) => {
    await killMe(tx).catch(() => {})
  })
  await expect(silent).rejects.toThrow('CONNECTION_CLOSED')
  const renamed = transaction(database.consumers, async (tx) => {
    await killMe(tx).catch(() => {
      throw new Error('something else')
    })
  })
  await expect(renamed).rejects.toThrow('CONNECTION_CLOSED')
})
