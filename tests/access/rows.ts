import type { Database } from '@merx/kernel/server'

/** A hash of the rows of each table. */
type Rows = ReadonlyMap<string, string>

/** Of all tables but for the entries that tell of callers who were turned away. */
export async function rowsOf(sql: Database['web']): Promise<Rows> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', nspname, relname) as name from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by name`
  const selects = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(entry::text, ';' order by entry::text), '')) as hash
       from ${name} entry where ${condition(name)}`,
  )
  const hashes = await sql.unsafe<{ name: string; hash: string }[]>(selects.join(' union all '))
  return new Map(hashes.map(({ name, hash }) => [name, hash]))
}

/** The names of the tables that are not what they were. */
export function changed(before: Rows, after: Rows): readonly string[] {
  return [...after].flatMap(([name, hash]) => (before.get(name) === hash ? [] : [name]))
}

function condition(table: string): string {
  return table === 'kernel.audit_entry' ? "outcome <> 'denied'" : 'true'
}
