import { type Log, seam } from '@merx/kernel'
import type { SearchEngine } from './engine/search-engine.ts'

/** Opens the engine of this process. */
export type OpenEngine = (log: Log) => Promise<SearchEngine>

export const searchEngine = seam<OpenEngine>('search engine')
