import type { Module, Sql } from '@merx/kernel'
import type { Database } from '@merx/kernel/server'

/** A database of the split. */
export type Store = { readonly name: string; readonly modules: readonly Module[]; readonly sql: Database['clock'] }

/** Of the kernel's tables those that checks look at beside tables of modules; the others are looked at where they are. */
const ofTheKernel = ['event', 'delivery']

type Table = { readonly name: string; readonly columns: string; readonly rows: string }

/**
 * Copies what several databases hold into one, as each stood at one moment, so that a check may join what no module may. Of the events a
 * log gives those that its own modules published.
 */
export async function mergeTables(stores: readonly Store[], target: Sql): Promise<void> {
  const read = await Promise.all(stores.map(readTables))
  const schemas = new Set(read.flat().map(({ name }) => name.split('.')[0] ?? ''))
  for (const schema of schemas) {
    await target`drop schema if exists ${target(schema)} cascade`
    await target`create schema ${target(schema)}`
  }
  for (const { name, columns, rows } of read.flat()) {
    await target.unsafe(`create table if not exists ${name} (${columns})`)
    await target.unsafe(`insert into ${name} select * from json_populate_recordset(null::${name}, $1::text::json)`, [
      rows,
    ])
  }
}

async function readTables({ sql, modules }: Store): Promise<readonly Table[]> {
  const own = modules.map(({ name }) => name)
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const tables = await tx<{ name: string; columns: string }[]>`
      select format('%I.%I', nspname, relname) as name,
        string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum) || coalesce((
          select ', ' || pg_get_constraintdef(oid) from pg_constraint
          -- logs number their events each for itself
          where conrelid = pg_class.oid and contype = 'p' and nspname <> 'kernel'), '') as columns
      from pg_class
      join pg_namespace on pg_namespace.oid = relnamespace
      join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
      where relkind in ('r', 'p') and not relispartition and nspname !~ '^pg_' and nspname <> 'information_schema'
        and (nspname <> 'kernel' or relname = any(${ofTheKernel}::text[]))
      group by pg_class.oid, nspname, relname`
    const found: Table[] = []
    for (const { name, columns } of tables) {
      const only = name === 'kernel.event' ? tx`where split_part(name, '.', 1) = any(${own}::text[])` : tx``
      const [all] = await tx<{ rows: string }[]>`
        select coalesce(json_agg(row), '[]')::text as rows from (select * from ${tx.unsafe(name)} ${only}) row`
      found.push({ name, columns, rows: all?.rows ?? '[]' })
    }
    return found
  })
}
