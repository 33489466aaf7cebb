import type { JudgedQuery } from './judged-set.ts'

export const depth = 10

export type Relevance = {
  /** Averaged over the queries that have anything good to find. */
  readonly ndcg: number
  readonly queries: number
  /** Queries without a single result. */
  readonly empty: number
  /** What share of the results shown anybody has judged. */
  readonly judged: number
  readonly byQuery: readonly { readonly query: string; readonly ndcg: number }[]
}

/** nDCG@10; `answers` gives the ids found for a query, the best first. */
export async function relevanceOf(
  queries: readonly JudgedQuery[],
  answers: (query: string) => Promise<readonly string[]>,
): Promise<Relevance> {
  const byQuery: { query: string; ndcg: number }[] = []
  let empty = 0
  let shown = 0
  let judged = 0
  for (const { query, gains } of queries) {
    const ideal = discounted([...gains.values()].sort((a, b) => b - a).slice(0, depth))
    if (ideal === 0) continue
    const found = (await answers(query)).slice(0, depth)
    if (found.length === 0) empty += 1
    shown += found.length
    judged += found.filter((id) => gains.has(id)).length
    byQuery.push({ query, ndcg: discounted(found.map((id) => gains.get(id) ?? 0)) / ideal })
  }
  const sum = byQuery.reduce((total, { ndcg }) => total + ndcg, 0)
  return { ndcg: sum / byQuery.length, queries: byQuery.length, empty, judged: judged / Math.max(shown, 1), byQuery }
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0)
}
