import { parentPort } from 'node:worker_threads'
import { SearchIndex } from '../index/search-index.ts'
import { textAt } from '../index/text-column.ts'
import { explain } from '../query/explain.ts'
import { search } from '../query/search.ts'
import { type Synonyms, synonymsOf } from '../query/synonyms.ts'
import { Scratch } from '../ranking/scratch.ts'
import { keepSnapshot, restoreSnapshot } from '../snapshot/snapshot.ts'
import { type PopularQueries, popularQueriesOf } from '../suggest/popular-queries.ts'
import { suggest } from '../suggest/suggest.ts'
import { bytesOf } from './bytes.ts'
import type { CallName, Calls, Content, Reply, Request } from './messages.ts'
import { Upkeep } from './upkeep.ts'

// One version of an index, in a thread of its own: searches, writes and merges take turns here and none of them holds up the server.

type Handlers = {
  readonly [Name in CallName]: (asks: Calls[Name]['asks']) => Calls[Name]['answers'] | Promise<Calls[Name]['answers']>
}

const contentsAtOnce = 5_000

function createHandlers(): Handlers {
  const index = new SearchIndex()
  const upkeep = new Upkeep(index)
  const scratch = new Scratch()
  let synonyms: Synonyms = new Map()
  let popular: PopularQueries = []
  const known = () => ({ index, synonyms, scratch, now: Date.now() })
  return {
    write: (changes) => upkeep.write(changes),
    teach: (vocabulary) => {
      synonyms = synonymsOf(vocabulary.synonyms)
      popular = popularQueriesOf(vocabulary.popular)
      return undefined
    },
    search: (query) => search(query, known()),
    suggest: (query) => suggest(query, { ...known(), popular }),
    explain: ({ query, id }) => explain(query, id, known()),
    describe: () => ({ position: index.position, documents: index.documents, bytes: bytesOf(index) }),
    contents: ({ from }) => contentsOf(index, from),
    keep: async ({ file, name }) => {
      await keepSnapshot(index, { file, name })
      return undefined
    },
    restore: ({ file }) => restoreSnapshot(index, file),
  }
}

function contentsOf({ segments }: SearchIndex, from: number): Calls['contents']['answers'] {
  const items: Content[] = []
  let base = 0
  for (const segment of segments) {
    const { ids, columns, deleted, size } = segment
    for (let place = Math.max(from - base, 0); place < size; place += 1) {
      if (items.length === contentsAtOnce) return { items, next: base + place }
      if (deleted[place] === 0) items.push({ id: textAt(ids, place), revision: columns.revision[place] ?? 0 })
    }
    base += size
  }
  return { items, next: undefined }
}

async function answer(handlers: Handlers, request: Request): Promise<unknown> {
  switch (request.name) {
    case 'write':
      return handlers.write(request.asks)
    case 'teach':
      return handlers.teach(request.asks)
    case 'search':
      return handlers.search(request.asks)
    case 'suggest':
      return handlers.suggest(request.asks)
    case 'explain':
      return handlers.explain(request.asks)
    case 'describe':
      return handlers.describe(request.asks)
    case 'contents':
      return handlers.contents(request.asks)
    case 'keep':
      return handlers.keep(request.asks)
    case 'restore':
      return handlers.restore(request.asks)
  }
}

const port = parentPort
if (!port) throw new Error('This file is the thread of an index and is not run alone.')
const handlers = createHandlers()
port.on('message', (request: Request) => {
  answer(handlers, request).then(
    (answers) => port.postMessage({ id: request.id, answers } satisfies Reply),
    (error: unknown) => {
      const failed = error instanceof Error ? error.message : String(error)
      port.postMessage({ id: request.id, failed } satisfies Reply)
    },
  )
})
