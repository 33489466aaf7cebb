import type { Sql } from '@merx/kernel'

export type Renaming = {
  readonly kind: 'category' | 'brand' | 'attribute'
  readonly key: string
  readonly number: number
}

export async function readRenamings(sql: Sql): Promise<readonly Renaming[]> {
  return sql<Renaming[]>`select kind, key, number from search.renaming`
}

/** Forgets renamings that were followed; one that came again meanwhile has another number and stays. */
export async function forgetRenamings(sql: Sql, done: readonly Renaming[]): Promise<void> {
  await sql`delete from search.renaming where number = any(${done.map(({ number }) => number)}::bigint[])`
}

/** What documents are told with that were named otherwise. */
export type Renamed = {
  readonly categories: readonly string[]
  readonly brands: readonly string[]
  readonly attributes: readonly string[]
}

/** Marks those of the next documents that carry a renamed thing, a bounded number looked at; returns the last one looked at, if any. */
export async function markRenamed(
  sql: Sql,
  { categories, brands, attributes }: Renamed,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<string | undefined> {
  const [page] = await sql<{ last: string | null }[]>`
    with page as materialized (
      select product_id, brand, categories, attributes from search.document
      where edition = (select number from search.edition where status = 'answering') and listed
        and (${after}::uuid is null or product_id > ${after}::uuid)
      order by product_id limit ${limit}
    ), due as materialized (
      select offer.product_id from page join search.offer using (product_id)
      where brand = any(${[...brands]}::text[]) or categories && ${[...categories]}::text[]
        or exists (select from jsonb_array_elements(attributes) as value where value ->> 'code' = any(${[...attributes]}::text[]))
      order by offer.product_id for update of offer
    ), marked as (
      update search.offer set revision = nextval('search.offer_revision'), xid = pg_current_xact_id()
      from due where offer.product_id = due.product_id
    )
    select max(product_id::text) as last from page`
  return page?.last ?? undefined
}
