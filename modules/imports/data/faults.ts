import type { Sql } from '@merx/kernel'
import type { ImportId } from '../domain/import.ts'
import type { RowFault } from '../goods/row-fault.ts'

type Fault = RowFault & { readonly number: number }

/** Enters faults behind the `before` that there are; beyond `most` they are only counted. */
export async function addFaults(
  sql: Sql,
  id: ImportId,
  { faults, before, most }: { readonly faults: readonly RowFault[]; readonly before: number; readonly most: number },
): Promise<void> {
  const rows = faults
    .slice(0, Math.max(most - before, 0))
    .map((fault, index) => ({ ...fault, number: before + index + 1 }))
  if (rows.length === 0) return
  await sql`
    insert into imports.fault (import_id, number, line, "column", code, detail)
    select ${id}, number, line, "column", code, detail from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as row (number int, line int, "column" text, code text, detail text)`
}

export async function faultsAfter(
  sql: Sql,
  id: ImportId,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly Fault[]> {
  return sql<Fault[]>`
    select number, line, "column", code, detail from imports.fault
    where import_id = ${id} and number > ${after} order by number limit ${limit}`
}
