import { createMemoryEngine, type SearchEngine } from '@merx/search'
import { importedDocuments, market } from './imported.ts'
import { type JudgedSet, readJudgedSet } from './judged-set.ts'
import { depth, type Relevance, relevanceOf } from './ndcg.ts'

async function filled(set: JudgedSet): Promise<SearchEngine> {
  const { name } = set
  const engine = await createMemoryEngine()
  await engine.create(name)
  await engine.write(name, { documents: importedDocuments(set), removed: [], position: '1' })
  await engine.activate(name)
  return engine
}

async function measure(set: JudgedSet): Promise<Relevance> {
  const engine = await filled(set)
  try {
    return await relevanceOf(set.queries, async (text) => {
      const found = await engine.search({
        text,
        language: 'en',
        market,
        scope: [],
        filters: [],
        sort: 'relevance',
        limit: depth,
        facets: false,
        pinned: [],
        adjustments: [],
      })
      return 'malformed' in found ? [] : found.hits.map(({ id }) => id)
    })
  } finally {
    await engine.close()
  }
}

const figure = (number: number): string => number.toFixed(4)

for (const name of ['esci', 'icecat'] as const) {
  const set = readJudgedSet(name)
  if (!set) {
    console.log(`${name}: skipped, the set is not on this machine`)
    continue
  }
  const { ndcg, queries, empty, judged, byQuery } = await measure(set)
  console.log(
    `${name}: nDCG@10 ${figure(ndcg)} over ${queries} queries, ${empty} without an answer, ${figure(judged)} of what is shown is judged`,
  )
  if (process.argv.includes('--queries')) {
    for (const each of byQuery.toSorted((a, b) => a.ndcg - b.ndcg)) console.log(`  ${figure(each.ndcg)} ${each.query}`)
  }
}
