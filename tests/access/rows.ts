import type { Database } from '@merx/kernel/server'

type Sql = Database['web']

/** A hash of the rows of each table. */
export type Rows = ReadonlyMap<string, string>

/** Of all tables but for the entries that tell of callers who were turned away; `mentioning`: of the rows that have one of these texts in them. */
export async function rowsOf(sql: Sql, mentioning?: readonly string[]): Promise<Rows> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', nspname, relname) as name from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by name`
  const selects = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(entry::text, ';' order by entry::text), '')) as hash
       from ${name} entry where ${condition(name)} and ($1::text is null or entry::text ~ $1)`,
  )
  const hashes = await sql.unsafe<{ name: string; hash: string }[]>(selects.join(' union all '), [
    mentioning?.join('|') ?? null,
  ])
  return new Map(hashes.map(({ name, hash }) => [name, hash]))
}

/** The names of the tables that are not what they were. */
export function changed(before: Rows, after: Rows): readonly string[] {
  return [...after].flatMap(([name, hash]) => (before.get(name) === hash ? [] : [name]))
}

/** The ids of all rows that speak of an account. */
export async function idsAbout(sql: Sql, account: string): Promise<readonly string[]> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.columns
    join pg_class on pg_class.oid = format('%I.%I', table_schema, table_name)::regclass and relkind = 'r'
    where column_name = 'id' and data_type = 'uuid' and table_schema not in ('pg_catalog', 'information_schema')`
  const selects = tables.map(({ name }) => `select id::text as id from ${name} entry where entry::text ~ $1`)
  const rows = await sql.unsafe<{ id: string }[]>(selects.join(' union '), [account])
  return [...new Set([account, ...rows.map(({ id }) => id)])]
}

function condition(table: string): string {
  return table === 'kernel.audit_entry' ? "outcome <> 'denied'" : 'true'
}
