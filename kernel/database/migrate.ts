import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import postgres from 'postgres'

/** The migrations of one module: a folder of `0001-what.sql`, run in the order of their names, each in one transaction with its record. */
export type MigrationSource = { readonly module: string; readonly folder: URL }

type Migration = { readonly module: string; readonly name: string; readonly checksum: string; readonly sql: string }

type Ran = Pick<Migration, 'module' | 'name' | 'checksum'>

/** A migration that has run was edited or removed, a new one stands before it, or a name is malformed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

const fileName = /^\d{4}-[a-z0-9-]+\.sql$/

// any constant serves; all processes must agree on it
const migrationLock = 7_305_921

/** Brings the schemas up to date, forward only, under one advisory lock: processes that start together wait for each other. Returns what ran. */
export async function migrate(url: string, sources: readonly MigrationSource[]): Promise<readonly string[]> {
  const wanted = (await Promise.all(sources.map(readMigrations))).flat()
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'merx-migrate' } })
  try {
    await sql`select pg_advisory_lock(${migrationLock})`
    await sql`create schema if not exists kernel`
    await sql`create table if not exists kernel.migration (
      module text not null, name text not null, checksum text not null, ran_at timestamptz not null default now(),
      primary key (module, name))`
    // modules that are not started here have their rows too, in a database that several processes share
    const ran = await sql<Ran[]>`
      select module, name, checksum from kernel.migration where module = any(${sources.map(({ module }) => module)})`
    const due = dueAfter(ran, wanted)
    for (const migration of due) await run(sql, migration)
    return due.map(fullName)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** What is still to run; throws where the files do not go on from what has run. */
function dueAfter(ran: readonly Ran[], wanted: readonly Migration[]): readonly Migration[] {
  const files = new Map(wanted.map((migration) => [fullName(migration), migration]))
  const done = new Set(ran.map(fullName))
  for (const row of ran) {
    const file = files.get(fullName(row))
    if (!file) {
      throw new MigrationError(
        `${fullName(row)} has run and its file is gone. Restore it; if the database was used by a newer version of Merx, start that one.`,
      )
    }
    if (file.checksum !== row.checksum) {
      throw new MigrationError(
        `${fullName(row)} has run and was changed since. Restore it and write a new migration for the change.`,
      )
    }
  }
  const due = wanted.filter((migration) => !done.has(fullName(migration)))
  for (const late of due) {
    const after = ran.find(({ module, name }) => module === late.module && name > late.name)
    if (after) {
      throw new MigrationError(
        `${fullName(late)} is new, but ${after.name} has run before it. Give it a number after those that have run.`,
      )
    }
  }
  return due
}

function fullName({ module, name }: Pick<Migration, 'module' | 'name'>): string {
  return `${module}/${name}`
}

async function run(sql: postgres.Sql, migration: Migration): Promise<void> {
  const { module, name, checksum, sql: text } = migration
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text)
      await tx`insert into kernel.migration (module, name, checksum) values (${module}, ${name}, ${checksum})`
    })
  } catch (cause) {
    throw new MigrationError(
      `${fullName(migration)} failed and was rolled back: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
  }
}

async function readMigrations({ module, folder }: MigrationSource): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      if (!fileName.test(name)) throw new MigrationError(`${module}/${name}: a migration is named like 0001-orders.sql`)
      const sql = await readFile(new URL(name, folder), 'utf8')
      return { module, name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}
