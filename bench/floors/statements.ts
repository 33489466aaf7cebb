import { readFileSync } from 'node:fs'
import type postgres from 'postgres'

/** Values by the names that the statements use. */
export type Values = Readonly<Record<string, string | number | boolean | null>>

/** Sends the statements of a file one after the other, prepared. */
export type Statements = (
  sql: postgres.Sql | postgres.TransactionSql,
  values: Values,
) => Promise<postgres.RowList<postgres.Row[]>>

/** Reads `sql/<name>.sql`: statements that end with `;`, with parameters written `:name`. */
export function statements(name: string): Statements {
  const text = readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8')
  const all = text
    .replaceAll(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
    .map(positional)
  return async (sql, values) => {
    const results = []
    for (const { statement, names } of all) {
      const parameters = names.map((one) => values[one] ?? null)
      results.push(await sql.unsafe(statement, parameters, { prepare: true }))
    }
    const last = results.at(-1)
    if (!last) throw new Error(`There is no statement in ${name}.sql`)
    return last
  }
}

/** `:name` becomes `$1`; a cast, `::uuid`, stays. */
function positional(named: string): { readonly statement: string; readonly names: readonly string[] } {
  const names: string[] = []
  const statement = named.replaceAll(/(?<!:):([a-z_]+)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
  return { statement, names }
}
