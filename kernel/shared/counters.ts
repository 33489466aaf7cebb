import { seam } from '../runtime/seam.ts'
import { createMemoryCounters } from './memory-counters.ts'
import type { Count, Limit } from './pace.ts'

/**
 * Counts by key: an address, an account, a key of the API. Never throws: counters that cannot be reached are counted on in the memory of
 * the process. Not for a unit of work, where nothing outside may be waited for.
 */
export type Counters = {
  /** Counts one under a key, unless that exceeds the limit: what is refused is not counted. */
  count(key: string, limit: Limit): Promise<Count>
}

/** In the memory of each process unless the composition says where processes share them. */
export const counters = seam<Counters>('counters', () => {
  const memory = createMemoryCounters()
  return { count: async (key, limit) => memory.count(key, limit) }
})
