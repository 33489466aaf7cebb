import { access, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { IndexVersion, SearchEngine, Vocabulary } from './search-engine.ts'
import { IndexLine } from './worker/index-line.ts'

export type MemoryEngineOptions = {
  /** Where the snapshot lies; without one, every start begins with nothing. */
  readonly folder?: string
  /** Told of a snapshot that is of no use. */
  readonly onDiscarded?: (reason: string) => void
}

const nothingFound = {
  hits: [],
  total: 0,
  next: undefined,
  facets: [],
  matched: 'some',
  complete: 0,
  words: [],
  recognised: {},
} as const
const nothingSuggested = { queries: [], categories: [], brands: [], products: [] } as const

/**
 * The engine that needs nothing: an index in memory, each version in a thread of its own. A version that is filled takes nothing from the
 * one that answers but memory and a processor, and to swap them is to talk to the other.
 */
export async function createMemoryEngine({ folder, onDiscarded }: MemoryEngineOptions = {}): Promise<SearchEngine> {
  const versions = new Map<string, IndexLine>()
  const file = folder === undefined ? undefined : join(folder, 'search-index.snapshot')
  let active: string | undefined
  let vocabulary: Vocabulary = { synonyms: [], popular: [] }

  const lineTo = (version: string): IndexLine => {
    const line = versions.get(version)
    if (!line) throw new Error(`There is no version '${version}' of the search index`)
    return line
  }
  const answering = (): IndexLine | undefined => (active === undefined ? undefined : versions.get(active))
  const drop = async (version: string): Promise<void> => {
    const line = versions.get(version)
    versions.delete(version)
    if (active === version) active = undefined
    await line?.end()
  }
  const restore = async (from: string): Promise<void> => {
    const line = new IndexLine()
    try {
      const name = await line.call('restore', { file: from })
      if (name === undefined) throw new Error('it is of another format')
      versions.set(name, line)
      active = name
    } catch (error) {
      await line.end()
      await rm(from, { force: true })
      onDiscarded?.(error instanceof Error ? error.message : String(error))
    }
  }
  const describe = async ([name, line]: [string, IndexLine]): Promise<readonly IndexVersion[]> => {
    // a thread that died has taken its version along
    if (line.broken) return []
    return [{ name, active: name === active, ...(await line.call('describe', undefined)) }]
  }

  if (file !== undefined && (await exists(file))) await restore(file)

  return {
    create: async (version) => {
      const known = versions.get(version)
      if (known && !known.broken) return
      const line = new IndexLine()
      versions.set(version, line)
      await line.call('teach', vocabulary)
    },
    write: (version, changes) => lineTo(version).call('write', changes),
    activate: async (version) => {
      lineTo(version)
      active = version
      await Promise.all([...versions.keys()].filter((other) => other !== version).map(drop))
    },
    drop,
    versions: async () => (await Promise.all([...versions].map(describe))).flat(),
    contents: async function* (version) {
      let from: number | undefined = 0
      while (from !== undefined) {
        const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(lineTo(version), from)
        yield page.items
        from = page.next
      }
    },
    teach: async (taught) => {
      vocabulary = taught
      await Promise.all([...versions.values()].map((line) => line.call('teach', taught)))
    },
    search: async (query) => (await answering()?.call('search', query)) ?? nothingFound,
    suggest: async (query) => (await answering()?.call('suggest', query)) ?? nothingSuggested,
    explain: async (query, id) => answering()?.call('explain', { query, id }),
    snapshot: async () => {
      const line = answering()
      if (file === undefined || folder === undefined || !line || active === undefined) return
      await mkdir(folder, { recursive: true })
      await line.call('keep', { file, name: active })
    },
    close: async () => {
      await Promise.all([...versions.keys()].map(drop))
    },
  }
}

function pageOf(line: IndexLine, from: number) {
  return line.call('contents', { from })
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
