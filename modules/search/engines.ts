import { type Log, seam } from '@merx/kernel'
import { createMemoryEngine } from './engine/memory-engine.ts'
import type { SearchEngine } from './engine/search-engine.ts'

/** Opens the engine of this process. */
export type OpenEngine = (log: Log) => Promise<SearchEngine>

/** An index in memory, kept in the folder for the next start; without one it is built from the tables at every start. */
export function memoryEngine(folder?: string): OpenEngine {
  return (log) =>
    createMemoryEngine({
      ...(folder !== undefined && { folder }),
      onDiscarded: (reason) => log.info({ reason }, 'the search index that was kept is of no use; a new one is built'),
    })
}

/** What finds: the index in memory unless told. */
export const searchEngine = seam<OpenEngine>('search engine', () => memoryEngine())
