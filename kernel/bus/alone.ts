import type { Sql } from '../operations/context.ts'
import type { Module } from '../runtime/module.ts'
import { ConfigurationError } from '../runtime/settings.ts'

/**
 * Throws where modules that do not live here read the log of this database or publish in it: what the bus brings from them would lie in it
 * twice, and be done twice.
 */
export async function checkAlone(sql: Sql, modules: readonly Module[]): Promise<void> {
  const here = modules.map(({ name }) => name)
  const [other] = await sql<{ consumer: string; module: string }[]>`
    select consumer, module from kernel.position, split_part(regexp_replace(consumer, '^relay\\.', ''), '.', 1) as module
    where module <> all (${here}::text[]) order by consumer limit 1`
  if (!other) return
  const { consumer, module } = other
  throw new ConfigurationError(
    `The module '${module}' has this database too, and lives elsewhere: modules apart need databases of their own (DATABASE_URL, ` +
      `DATABASE_URL_<MODULE>). Where it has moved away, delete what it has left: "delete from kernel.position where consumer = '${consumer}'".`,
  )
}
