import type { Sql } from '@merx/kernel'

export type Counted = {
  readonly day: string
  readonly market: string
  readonly words: string
  readonly searches: number
  readonly nothingFound: number
  readonly clicks: number
}

/** Adds to the counts, in the order of their keys: two batches with the same words must not deadlock. */
export async function addCounts(sql: Sql, counts: readonly Counted[]): Promise<void> {
  await sql`
    insert into search.query_day as kept (day, market, words, searches, nothing_found, clicks)
    select day, market, words, sum(searches), sum("nothingFound"), sum(clicks)
    from jsonb_to_recordset(${JSON.stringify(counts)}::text::jsonb)
      as row (day date, market text, words text, searches int, "nothingFound" int, clicks int)
    group by day, market, words order by day, market, words
    on conflict (day, market, words) do update set searches = kept.searches + excluded.searches,
      nothing_found = kept.nothing_found + excluded.nothing_found, clicks = kept.clicks + excluded.clicks`
}

/** Forgets counts older than so many days, a bounded number of them; returns how many. */
export async function forgetCounts(
  sql: Sql,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<number> {
  const gone = await sql`
    delete from search.query_day where (day, market, words) in (
      select day, market, words from search.query_day where day < current_date - ${days}::int
      order by day, market, words limit ${limit})`
  return gone.count
}
