import type { Sql } from '@merx/kernel'

export type Revision = { readonly id: string; readonly revision: number }

/** Of these products those whose document has another revision, is not sold any more, or is not there. */
export async function differing(sql: Sql, indexed: readonly Revision[]): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select indexed.id from unnest(${indexed.map(({ id }) => id)}::uuid[], ${indexed.map(({ revision }) => revision)}::bigint[])
      as indexed (id, revision)
    left join search.offer on offer.product_id = indexed.id
    left join search.document on document.product_id = indexed.id
      and document.edition = (select number from search.edition where status = 'answering')
    where offer.revision is distinct from indexed.revision or document.listed is not true`
  return rows.map(({ id }) => id)
}

/** How many products can be found by what the tables say. */
export async function countListed(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from search.document
    where listed and edition = (select number from search.edition where status = 'answering')`
  return row?.count ?? 0
}
