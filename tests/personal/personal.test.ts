import { connect, type Database } from '@merx/kernel/server'
import { newTestDatabase, type TestDatabase } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../../merx.config.ts'
import { classifiedIn, columnsOf, looksPersonal } from './columns.ts'
import { kernelColumns } from './kernel-columns.ts'

const kernelMigrations = { module: 'kernel', folder: new URL('../../kernel/migrations/', import.meta.url) }
const known = [
  { name: 'kernel', personal: kernelColumns },
  ...modules.map(({ name, personal = {} }) => ({ name, personal })),
]

let made: TestDatabase
let database: Database
beforeAll(async () => {
  const sources = modules.flatMap(({ name, migrations }) => (migrations ? [{ module: name, folder: migrations }] : []))
  made = await newTestDatabase([kernelMigrations, ...sources])
  database = connect({ url: made.url })
})
afterAll(async () => {
  await database?.end()
  await made?.drop()
})

describe.each(known)('$name', ({ name, personal }) => {
  test('says of every column that may tell of a person what becomes of it', async () => {
    const classified = new Set(classifiedIn(personal))
    const columns = await columnsOf(database.web, [name])
    expect(
      columns
        .filter(looksPersonal)
        .map(({ column }) => column)
        .filter((column) => !classified.has(column)),
    ).toEqual([])
  })

  test('says it once of each, and of none that is not there', async () => {
    const there = new Set((await columnsOf(database.web, [name])).map(({ column }) => column))
    const classified = classifiedIn(personal)
    expect(classified.filter((column) => !there.has(column))).toEqual([])
    expect(classified).toHaveLength(new Set(classified).size)
  })

  test('tells a person about what it erases, and erases it', () => {
    const { erased = [], records, eraser } = personal
    const keeps = erased.length > 0
    expect(records !== undefined).toBe(keeps)
    // the account itself goes in the command that erases it
    if (name !== 'accounts') expect(eraser !== undefined).toBe(keeps)
  })
})

test('a column that nobody thought of is found', async () => {
  const { web } = database
  await web`create table cart.probe (id uuid, delivery_phone text, quantity integer)`
  const found = (await columnsOf(web, ['cart'])).filter(looksPersonal).map(({ column }) => column)
  await web`drop table cart.probe`
  expect(found).toContain('probe.delivery_phone')
  expect(found).not.toContain('probe.quantity')
})
