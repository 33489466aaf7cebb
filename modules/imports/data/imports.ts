import type { Sql } from '@merx/kernel'
import type { Import, ImportId } from '../domain/import.ts'
import type { ImportedBatch } from '../goods/import-goods.ts'

type Row = Omit<Import, 'createdAt' | 'endedAt'> & { readonly createdAt: Date; readonly endedAt: Date | null }

const columns = (sql: Sql) => sql`
  id, name, format, market, opening_stock as "openingStock", trial, update_only as "updateOnly", status, characters, line,
  created, updated, unchanged, faults, reason, created_at as "createdAt", ended_at as "endedAt"`

export type NewImport = Pick<Import, 'id' | 'name' | 'format' | 'market' | 'openingStock' | 'trial' | 'updateOnly'>

export async function insertImport(sql: Sql, made: NewImport, now: Date): Promise<Import> {
  const [row] = await sql<Row[]>`
    insert into imports.import (id, name, format, market, opening_stock, trial, update_only, status, created_at)
    values (${made.id}, ${made.name}, ${made.format}, ${made.market}, ${made.openingStock}, ${made.trial},
      ${made.updateOnly}, 'uploading', ${now})
    returning ${columns(sql)}`
  if (!row) throw new Error('An import was not entered')
  return importOf(row)
}

export async function findImport(sql: Sql, id: ImportId): Promise<Import | undefined> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from imports.import where id = ${id}`
  return row && importOf(row)
}

/** The imports, the latest first, beyond the one with the id where one is given. */
export async function importsBefore(sql: Sql, before: ImportId | undefined, limit: number): Promise<readonly Import[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from imports.import ${before === undefined ? sql`` : sql`where id < ${before}`}
    order by id desc limit ${limit}`
  return rows.map(importOf)
}

/** Takes a part of a file that is still coming in, unless it would be too large. A part that is there already stays as it is. */
export async function addPart(
  sql: Sql,
  id: ImportId,
  { number, content, most }: { readonly number: number; readonly content: string; readonly most: number },
): Promise<Import | undefined> {
  const [row] = await sql<Row[]>`
    with open as (
      select id from imports.import where id = ${id} and status = 'uploading' for no key update
    ), added as (
      insert into imports.part (import_id, number, content) select id, ${number}, ${content} from open
      on conflict (import_id, number) do nothing
      returning import_id
    )
    update imports.import set characters = characters + (select count(*) from added)::int * ${content.length}::int
    where id in (select id from open) and characters + (select count(*) from added) * ${content.length}::int <= ${most}
    returning ${columns(sql)}`
  return row && importOf(row)
}

/** Whether the parts are there from the first to the last, and no more. */
export async function hasParts(sql: Sql, id: ImportId, count: number): Promise<boolean> {
  const [found] = await sql<{ count: number; last: number }[]>`
    select count(*)::int as count, coalesce(max(number), 0) as last from imports.part where import_id = ${id}`
  return found?.count === count && found.last === count
}

export async function partOf(sql: Sql, id: ImportId, number: number): Promise<string | undefined> {
  const [part] = await sql<{ content: string }[]>`
    select content from imports.part where import_id = ${id} and number = ${number}`
  return part?.content
}

/** Moves an import on, if it stands at one of `from`. */
export async function moveImport(
  sql: Sql,
  id: ImportId,
  { from, to, now, reason = null }: Move,
): Promise<Import | undefined> {
  const isEnd = to === 'done' || to === 'failed' || to === 'cancelled'
  const [row] = await sql<Row[]>`
    update imports.import set status = ${to}, reason = ${reason}, ended_at = ${isEnd ? now : null}
    where id = ${id} and status = any(${[...from]}::text[]) returning ${columns(sql)}`
  return row && importOf(row)
}

type Move = {
  readonly from: readonly Import['status'][]
  readonly to: Import['status']
  readonly now: Date
  readonly reason?: string | null
}

/** Forgets the file of an import that has ended. */
export async function dropParts(sql: Sql, id: ImportId): Promise<void> {
  await sql`delete from imports.part where import_id = ${id}`
}

/** The import to be run next, the oldest first: one that runs already was left by a process that died. */
export async function beginNext(sql: Sql): Promise<(Import & { readonly attempts: number }) | undefined> {
  const [row] = await sql<(Row & { readonly attempts: number })[]>`
    update imports.import set status = 'running', attempts = attempts + 1
    where id = (
      select id from imports.import where status in ('waiting', 'running') order by id limit 1 for no key update
    )
    returning ${columns(sql)}, attempts`
  return row && { ...importOf(row), attempts: row.attempts }
}

/** Notes what became of the lines behind `after`; not for an import that no longer runs or was noted further by another process. */
export async function noteBatch(sql: Sql, id: ImportId, { after, batch }: Noted): Promise<Import | undefined> {
  const [row] = await sql<Row[]>`
    update imports.import set line = ${batch.line}, created = created + ${batch.created}, updated = updated + ${batch.updated},
      unchanged = unchanged + ${batch.unchanged}, faults = faults + ${batch.faults.length}, attempts = 0
    where id = ${id} and status = 'running' and line = ${after} returning ${columns(sql)}`
  return row && importOf(row)
}

export type Noted = {
  readonly after: number
  readonly batch: Pick<ImportedBatch, 'line' | 'created' | 'updated' | 'unchanged' | 'faults'>
}

function importOf({ createdAt, endedAt, ...row }: Row): Import {
  return { ...row, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null }
}
