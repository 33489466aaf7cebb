import type { Sql } from '@merx/kernel'
import type { LocationId } from '../domain/ids.ts'

export type Location = {
  readonly id: LocationId
  readonly code: string
  readonly name: string
  readonly priority: number
}

/** Adds a place; false if the code is taken. */
export async function insertLocation(sql: Sql, { id, code, name, priority }: Location): Promise<boolean> {
  const inserted = await sql`
    insert into inventory.location (id, code, name, priority) values (${id}, ${code}, ${name}, ${priority})
    on conflict (code) do nothing`
  return inserted.count === 1
}

/** The ids of the places by their codes; unknown codes are missing. */
export async function locationIds(sql: Sql, codes: readonly string[]): Promise<ReadonlyMap<string, LocationId>> {
  const rows = await sql<{ readonly code: string; readonly id: LocationId }[]>`
    select code, id from inventory.location where code = any(${[...new Set(codes)]})`
  return new Map(rows.map(({ code, id }) => [code, id]))
}
