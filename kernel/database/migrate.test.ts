import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newTestDatabase, type TestDatabase } from '../testing/database.ts'
import { MigrationError, migrate } from './migrate.ts'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await newTestDatabase([])
  folder = await mkdtemp(join(tmpdir(), 'merx-migrations-'))
  await write('0001-book.sql', 'create table book ()')
  await write('0003-loan.sql', 'create table loan ()')
  expect(await migrateLibrary()).toEqual(['library/0001-book.sql', 'library/0003-loan.sql'])
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

const write = (name: string, sql: string) => writeFile(join(folder, name), sql)
const remove = (name: string) => rm(join(folder, name))
const sources = () => [{ module: 'library', folder: pathToFileURL(`${folder}/`) }]
const migrateLibrary = () => migrate(database.url, sources())

async function tables(): Promise<readonly string[]> {
  const sql = postgres(database.url, { max: 1 })
  const rows = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`
  await sql.end()
  return rows.map(({ name }) => name).sort()
}

async function refusal(): Promise<string> {
  const error = await migrateLibrary().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(MigrationError)
  return error instanceof Error ? error.message : ''
}

test('given new files after those that ran, they run once', async () => {
  await write('0004-fine.sql', 'create table fine ()')
  expect(await migrateLibrary()).toEqual(['library/0004-fine.sql'])
  expect(await migrateLibrary()).toEqual([])
  expect(await tables()).toEqual(['book', 'fine', 'loan'])
})

test('given a file that ran was changed, the start is refused and nothing runs', async () => {
  await write('0001-book.sql', 'create table book (title text)')
  await write('0004-fine.sql', 'create table fine ()')
  expect(await refusal()).toContain('library/0001-book.sql has run and was changed since')
  expect(await tables()).toEqual(['book', 'loan'])
})

test('given a file that ran was removed, the start is refused and nothing runs', async () => {
  await remove('0001-book.sql')
  await write('0004-fine.sql', 'create table fine ()')
  expect(await refusal()).toContain('library/0001-book.sql has run and its file is gone')
  expect(await tables()).toEqual(['book', 'loan'])
})

test('given a new file sorted before the last that ran, the start is refused and nothing runs', async () => {
  await write('0002-fine.sql', 'create table fine ()')
  expect(await refusal()).toContain('library/0002-fine.sql is new, but 0003-loan.sql has run before it')
  expect(await tables()).toEqual(['book', 'loan'])
})

test('given a process that starts other modules, what this one ran does not concern it', async () => {
  const other = await mkdtemp(join(tmpdir(), 'merx-migrations-'))
  await writeFile(join(other, '0001-cinema.sql'), 'create table cinema ()')
  expect(await migrate(database.url, [{ module: 'cinema', folder: pathToFileURL(`${other}/`) }])).toHaveLength(1)
  await rm(other, { recursive: true })
})
