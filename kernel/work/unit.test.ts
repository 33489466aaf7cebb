import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect, type Database } from '../database/connect.ts'
import type { TestDatabase } from '../testing/database.ts'
import { newKernelDatabase } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { type Committed, createUnitRunner } from './unit.ts'

let file: TestDatabase
let database: Database
const told: Committed[] = []

beforeAll(async () => {
  file = await newKernelDatabase()
  database = connect({ url: file.url })
  await database.web`create table coin (box text)`
})
afterAll(async () => {
  await database.end()
  await file.drop()
})
beforeEach(async () => {
  told.length = 0
  await database.web`truncate coin`
})

const run: ReturnType<typeof createUnitRunner> = (pool, body) =>
  createUnitRunner(database, (written) => told.push(written))(pool, body)

const boxes = async () => (await database.web<{ box: string }[]>`select box from coin`).map(({ box }) => box)

const moved = (id: string) => ({ id, name: 'till.coins.moved.v1', key: 'a', payload: {}, traceId: null })

describe('a unit of work', () => {
  test('events that cannot be written take the unit with them', async () => {
    const broken = run('web', async (unit) => {
      await unit.sql`insert into coin values ('a')`
      unit.events.push(moved('no uuid'))
    })
    await expect(broken).rejects.toThrow('invalid input syntax for type uuid')
    expect(await boxes()).toEqual([])
    expect(told).toEqual([])
  })

  test('a unit that the database breaks off is repeated whole, with the events of its last run alone', async () => {
    const ids = [newId(), newId(), newId()]
    let runs = 0
    await run('web', async (unit) => {
      const id = ids[runs] ?? newId()
      runs += 1
      await unit.sql`insert into coin values (${`run ${runs}`})`
      unit.events.push(moved(id))
      if (runs === 1) await unit.sql`do $$ begin raise 'in a circle' using errcode = 'deadlock_detected'; end $$`
      if (runs === 2) await unit.sql`do $$ begin raise 'too late' using errcode = 'serialization_failure'; end $$`
    })
    expect(await boxes()).toEqual(['run 3'])
    expect(told.flatMap(({ events }) => events.map(({ id }) => id))).toEqual([ids[2]])
  })
})
