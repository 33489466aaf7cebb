import type { Sql } from '@merx/kernel'

/** Begins an edition beside the one that answers; one that is being filled already is gone on with. */
export async function beginEdition(sql: Sql, now: Date): Promise<void> {
  await sql`
    insert into search.edition (status, started_at) values ('filling', ${now})
    on conflict (status) where status = 'filling' do nothing`
}

/** Lets the edition that was filled answer, at once; returns its number, if there is one. */
export async function swapEditions(sql: Sql, now: Date): Promise<number | undefined> {
  // two statements: one would have two editions answer for a moment, which their index forbids
  await sql`
    update search.edition set status = 'retired'
    where status = 'answering' and exists (select from search.edition where status = 'filling')`
  const [swapped] = await sql<{ number: number }[]>`
    update search.edition set status = 'answering', answering_since = ${now} where status = 'filling' returning number`
  return swapped?.number
}

/** Removes a bounded number of documents of editions that answer no more; returns how many. */
export async function forgetDocuments(sql: Sql, limit: number): Promise<number> {
  const gone = await sql`
    delete from search.document where (edition, product_id) in (
      select edition, product_id from search.document join search.edition on edition.number = document.edition
      where edition.status = 'retired' order by edition, product_id limit ${limit})`
  return gone.count
}

/** Editions without documents are of no use to anybody. */
export async function forgetEditions(sql: Sql): Promise<void> {
  await sql`
    delete from search.edition where status = 'retired'
      and not exists (select from search.document where document.edition = edition.number)`
}
