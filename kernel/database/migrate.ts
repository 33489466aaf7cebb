import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import postgres from 'postgres'

/** The migrations of one module: a folder of `0001-what.sql`, run in the order of their names, each in one transaction with its record. */
export type MigrationSource = { readonly module: string; readonly folder: URL }

type Migration = { readonly module: string; readonly name: string; readonly checksum: string; readonly sql: string }

/** A migration that has run was edited or removed, or a name is malformed. */
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
    const rows = await sql<
      { module: string; name: string; checksum: string }[]
    >`select module, name, checksum from kernel.migration`
    const ran = new Map(rows.map((row) => [`${row.module}/${row.name}`, row.checksum]))
    refuseChanged(wanted, ran)
    const due = wanted.filter(({ module, name }) => !ran.has(`${module}/${name}`))
    for (const migration of due) await run(sql, migration)
    return due.map(({ module, name }) => `${module}/${name}`)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function refuseChanged(wanted: readonly Migration[], ran: ReadonlyMap<string, string>): void {
  for (const { module, name, checksum } of wanted) {
    const recorded = ran.get(`${module}/${name}`)
    if (recorded !== undefined && recorded !== checksum) {
      throw new MigrationError(
        `${module}/${name} has run and was changed since. Restore it and write a new migration for the change.`,
      )
    }
  }
}

async function run(sql: postgres.Sql, { module, name, checksum, sql: text }: Migration): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text)
      await tx`insert into kernel.migration (module, name, checksum) values (${module}, ${name}, ${checksum})`
    })
  } catch (cause) {
    throw new MigrationError(
      `${module}/${name} failed and was rolled back: ${cause instanceof Error ? cause.message : cause}`,
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
