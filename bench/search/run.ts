import { parseArgs } from 'node:util'
import { createMemoryEngine, type SearchDocument, type SearchEngine } from '@merx/search'
import { importedDocuments } from '../relevance/imported.ts'
import { type JudgedSet, readJudgedSet } from '../relevance/judged-set.ts'
import { measure } from './measure.ts'
import { rounded } from './percentiles.ts'
import { varied } from './vary.ts'
import { drawsFrom, someCategoryPage, someSearch, someSuggestion, type Workload } from './workload.ts'

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '200' },
    connections: { type: 'string', default: '32' },
  },
})
const products = Number(values.products)
const load = { seconds: Number(values.seconds), rate: Number(values.rate), connections: Number(values.connections) }

const batch = 1_000
const version = 'bench'

function readWorkload(): Workload {
  const sets = (['esci', 'icecat'] as const).flatMap((name): JudgedSet[] => {
    const set = readJudgedSet(name)
    return set ? [set] : []
  })
  if (sets.length === 0)
    throw new Error('The judged sets are not on this machine: set MERX_JUDGED_SETS to their folder.')
  return {
    queries: sets.flatMap(({ queries }) => queries.map(({ query }) => query)),
    patterns: sets.flatMap(importedDocuments).map(withFewFacets),
  }
}

const mostFacets = 12

/** Shops mark some attributes for filters, not all of what a feed has. */
function withFewFacets(document: SearchDocument): SearchDocument {
  return { ...document, attributes: document.attributes.map((each, place) => ({ ...each, facet: place < mostFacets })) }
}

async function fill(engine: SearchEngine, { patterns }: Workload): Promise<void> {
  await engine.create(version)
  for (let from = 0; from < products; from += batch) {
    const count = Math.min(batch, products - from)
    const documents = Array.from({ length: count }, (_, index) => varied(patterns, from + index))
    await engine.write(version, { documents, removed: [], position: String(from + count) })
  }
  await engine.activate(version)
}

const workload = readWorkload()
const engine = await createMemoryEngine()
const began = performance.now()
await fill(engine, workload)
const built = performance.now() - began
const draw = drawsFrom(7)
const [described] = await engine.versions()
const search = await measure({ ...load, ask: () => engine.search(someSearch(workload, draw)) })
const category = await measure({ ...load, ask: () => engine.search(someCategoryPage(workload, draw)) })
const suggestions = await measure({ ...load, ask: () => engine.suggest(someSuggestion(workload, draw)) })
const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20)
console.log(
  JSON.stringify(
    {
      products,
      connections: load.connections,
      build: { seconds: rounded(built / 1_000), perSecond: Math.round((products / built) * 1_000) },
      memory: { index: megabytes(described?.bytes ?? 0), process: megabytes(process.memoryUsage.rss()) },
      milliseconds: { search, category, suggestions },
    },
    null,
    2,
  ),
)
await engine.close()
