import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { connect } from '../database/connect.ts'
import { type MigrationSource, migrate } from '../database/migrate.ts'
import { newId } from '../values/ids.ts'

/** A database of its own, cloned from a template that is migrated once for each set of migrations. `drop` removes it. */
export type TestDatabase = { readonly url: string; drop(): Promise<void> }

const templateLock = 7_305_922

/** The server that the tests' set-up started, or the one of `TEST_DATABASE_URL`. */
function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL names no PostgreSQL server: run the tests by `npm test`')
  return url
}

export async function newTestDatabase(sources: readonly MigrationSource[]): Promise<TestDatabase> {
  const template = `merx_template_${await fingerprint(sources)}`
  const name = `merx_test_${newId().replaceAll('-', '')}`
  const server = connect({ url: serverUrl() })
  try {
    const connection = await server.clock.reserve()
    try {
      // another worker may be making the template, for longer than a lock is waited for elsewhere
      await connection`set lock_timeout = 0`
      await connection`select pg_advisory_lock(${templateLock})`
      const [there] = await connection`select 1 from pg_database where datname = ${template}`
      if (!there) {
        const half = `${template}_half`
        await connection.unsafe(`drop database if exists ${half} with (force)`)
        await connection.unsafe(`create database ${half}`)
        await migrate(urlOf(half), sources)
        // renamed when whole: a template that broke off half-way is never cloned
        await connection.unsafe(`alter database ${half} rename to ${template}`)
      }
      await connection.unsafe(`create database ${name} template ${template} strategy file_copy`)
      await connection`select pg_advisory_unlock(${templateLock})`
    } finally {
      connection.release()
    }
  } finally {
    await server.end()
  }
  return {
    url: urlOf(name),
    drop: async () => {
      const dropping = connect({ url: serverUrl() })
      await dropping.clock.unsafe(`drop database if exists ${name} with (force)`)
      await dropping.end()
    },
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl())
  url.pathname = `/${database}`
  return url.href
}

async function fingerprint(sources: readonly MigrationSource[]): Promise<string> {
  const hash = createHash('sha256')
  for (const { module, folder } of sources) {
    for (const name of (await readdir(folder)).sort())
      hash.update(`${module}/${name}\n${await readFile(new URL(name, folder), 'utf8')}`)
  }
  return hash.digest('hex').slice(0, 16)
}
